import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

export type Outcome = { code: number; output: string; seconds: number };

type CommandOptions = { cwd?: string; echo?: boolean };

/** The project's own programs come first, also when a check is started without npm. */
export function makeEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const programs = join(import.meta.dirname, "../../node_modules/.bin");
  return { ...process.env, PATH: [programs, process.env["PATH"]].join(delimiter), ...extra };
}

/** Runs a program to its end without a terminal; output and errors come in one text. */
export function runCommand(command: string[], options: CommandOptions = {}): Promise<Outcome> {
  const [program = "", ...args] = command;
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: makeEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (chunk: string) => {
        output += chunk;
        if (options.echo) process.stdout.write(chunk);
      });
    }
    const finish = (code: number): void => {
      resolve({ code, output, seconds: (performance.now() - started) / 1000 });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on("close", (code, signal) => finish(signal ? 1 : (code ?? 1)));
  });
}
