// rejected by oxlint: react(no-danger)
export function Shouts({ html }: { html: string }) {
  return <p dangerouslySetInnerHTML={{ __html: html }} />;
}
