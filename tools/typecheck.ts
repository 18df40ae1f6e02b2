import { resolve } from "node:path";
import { listFiles } from "./lib/files.ts";
import { runCommand } from "./lib/command.ts";

const root = resolve(import.meta.dirname, "..");

/** The message files of the web app become typed functions first: its code imports them. */
async function compileMessages(): Promise<boolean> {
  if (listFiles(root, ["apps/web/build/messages.ts"]).length === 0) return true;
  const { code, output } = await runCommand(["node", "apps/web/build/messages.ts"], { cwd: root });
  if (code !== 0) process.stdout.write(output);
  return code === 0;
}

async function checkTypes(): Promise<boolean> {
  const projects = listFiles(root, ["tsconfig.json", "{packages,apps}/*/tsconfig*.json"]);
  const waiting = [...projects];
  const failed: string[] = [];
  async function work(): Promise<void> {
    for (let project = waiting.shift(); project; project = waiting.shift()) {
      const { code, output } = await runCommand(["tsc", "-p", project], { cwd: root });
      if (code !== 0) failed.push(project);
      process.stdout.write(output);
    }
  }
  await Promise.all([work(), work()]);
  console.log(`typecheck: ${projects.length} projects, ${failed.length} failed`);
  return projects.length > 1 && failed.length === 0;
}

process.exitCode = (await compileMessages()) && (await checkTypes()) ? 0 : 1;
