import { parseSync } from "oxc-parser";

export type Import = { specifier: string; line: number };

/** Everything a module imports or re-exports: types and dynamic imports of a literal too. */
export function readImports(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  const [error] = errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  const found: { specifier: string; start: number }[] = [];
  for (const { moduleRequest, start } of module.staticImports) {
    found.push({ specifier: moduleRequest.value, start });
  }
  for (const { entries, start } of module.staticExports) {
    const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (request) found.push({ specifier: request.value, start });
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const literal = /^(["'`])(?<specifier>[^"'`$]+)\1$/.exec(
      text.slice(moduleRequest.start, moduleRequest.end),
    );
    const specifier = literal?.groups?.specifier;
    if (specifier) found.push({ specifier, start });
  }
  return found.map(({ specifier, start }) => ({ specifier, line: lineAt(text, start) }));
}

/** `@scope/name/part` → `@scope/name`; null for Node's own modules, relative paths and `#` faces. */
export function packageOf(specifier: string): string | null {
  if (/^(\.|#|node:|virtual:|\/)/.test(specifier)) return null;
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
