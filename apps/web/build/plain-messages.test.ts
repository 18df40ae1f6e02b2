import { expect, test } from "vitest";
import { simplifyMessage } from "./plain-messages.ts";

function compiled(name: string, ...texts: string[]): string {
  const variants = texts.map((text) => `const en_${name} = ${text};\n`).join("");
  return `import { getLocale } from '../runtime.js';\n${variants}export const ${name} = (inputs, options = {}) => {
	options.locale ?? getLocale();
	return en_${name}(inputs);
};\n`;
}

test("a text is all that is left of its message", () => {
  const plain = compiled("ui_late", "() => {\n\treturn `Too \\`late\\``;\n}");
  expect(simplifyMessage("ui_late", plain)).toBe(
    "export const ui_late = () => `Too \\`late\\``;\n",
  );
  const filled = compiled("ui_hello", "(i) => {\n\treturn `Hello ${i?.name}`;\n}");
  expect(simplifyMessage("ui_hello", filled)).toBe(
    "export const ui_hello = (i) => `Hello ${i?.name}`;\n",
  );
});

test("what is more than a text stays as it is", () => {
  const forms = compiled("ui_days", "(i) => {\n\tif (i.n == 1) return `day`;\n\treturn `days`;\n}");
  expect(simplifyMessage("ui_days", forms)).toBeNull();
  const text = "() => {\n\treturn `one`;\n}";
  expect(simplifyMessage("ui_two", compiled("ui_two", text, text))).toBeNull();
});
