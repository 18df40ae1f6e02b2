// rejected by oxlint: unicorn(filename-case)
export function LowerCase() {
  return <p>Components are PascalCase.</p>;
}
