// rejected by oxlint: react(jsx-no-target-blank)
export function OpensTab({ href }: { href: string }) {
  return (
    <a href={href} target="_blank">
      Out
    </a>
  );
}
