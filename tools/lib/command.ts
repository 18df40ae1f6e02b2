import { spawn } from "node:child_process";

export type Outcome = { code: number; output: string; seconds: number };

export type CommandOptions = { cwd?: string; env?: NodeJS.ProcessEnv; echo?: boolean };

/** Runs a program to its end without a terminal; output and errors come in one text. */
export function runCommand(command: string[], options: CommandOptions = {}): Promise<Outcome> {
  const [program = "", ...args] = command;
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
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
