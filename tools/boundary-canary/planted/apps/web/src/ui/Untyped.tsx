// rejected by oxlint: react(button-has-type)
export function Untyped() {
  return <button>Submits by surprise</button>;
}
