export function openNothing({}: object): string {
  return "fixtures name what they need, also when it is nothing";
}
