import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../lib/command.ts";

type Options = { patterns?: unknown[]; paths?: unknown[] };
type Rules = Record<string, string | [string, ...Options[]]>;
type Configuration = { rules: Rules; overrides: { files: string[]; rules: Rules }[] };

type Variant = { without: string; configuration: Configuration };

const file = ".oxlintrc.json";

/**
 * Takes each setting of the linter out, one at a time: what is found among the planted files has to
 * change, or the setting is not known to bite. Returns those that make no difference.
 */
export async function findIdleSettings(tree: string): Promise<string[]> {
  const text = readFileSync(join(tree, file), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
  const configuration: Configuration = JSON.parse(text);
  const whole = await lint(tree, { without: "nothing", configuration });
  const waiting = listVariants(configuration);
  const idle: string[] = [];
  async function work(): Promise<void> {
    for (let variant = waiting.pop(); variant; variant = waiting.pop()) {
      if ((await lint(tree, variant)) === whole)
        idle.push(`makes no difference: ${variant.without}`);
    }
  }
  await Promise.all([work(), work()]);
  return idle;
}

function listVariants(configuration: Configuration): Variant[] {
  const variants = listWithout(configuration.rules, (rules) => ({ ...configuration, rules }));
  configuration.overrides.forEach((override, index) => {
    const place = override.files.join(" ");
    for (const { without, configuration: changed } of listWithout(override.rules, (rules) => ({
      ...configuration,
      overrides: configuration.overrides.with(index, { ...override, rules }),
    }))) {
      variants.push({ without: `${without} for ${place}`, configuration: changed });
    }
  });
  return variants;
}

/** Without each rule, and without each of its patterns and paths. */
function listWithout(rules: Rules, put: (rules: Rules) => Configuration): Variant[] {
  return Object.entries(rules).flatMap(([name, setting]) => {
    if (setting === "off") return [];
    const { [name]: _, ...others } = rules;
    const variants = [{ without: name, configuration: put(others) }];
    if (typeof setting === "string") return variants;
    const [severity, options] = setting;
    for (const list of ["patterns", "paths"] as const) {
      options?.[list]?.forEach((entry, index, all) => {
        const changed: Options = { ...options, [list]: all.toSpliced(index, 1) };
        variants.push({
          without: `${name} ${JSON.stringify(entry)}`,
          configuration: put({ ...rules, [name]: [severity, changed] }),
        });
      });
    }
    return variants;
  });
}

let number = 0;

async function lint(tree: string, variant: Variant): Promise<string> {
  number += 1;
  const name = `.oxlintrc-${number}.json`;
  writeFileSync(join(tree, name), JSON.stringify(variant.configuration));
  const { output } = await runCommand(["oxlint", "-c", name, "--format", "json"], { cwd: tree });
  const report: { diagnostics: { code: string; filename: string }[] } = JSON.parse(output);
  const found = report.diagnostics.map(({ code, filename }) => `${filename} ${code}`);
  return [...new Set(found)].toSorted().join("\n");
}
