// rejected by oxlint: import(no-default-export)
export default function nameless(): string {
  return "no name to search for";
}
