import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { waitUntil } from "./wait-until.ts";

type Mail = { file: string; to: string; subject: string; text: string };

/** The mails to an address, newest last, as files of the data folder. */
function listMails(dataDir: string, to: string): Mail[] {
  const folder = join(dataDir, "mail");
  return readFolder(folder)
    .filter((file) => file.endsWith(".eml"))
    .toSorted()
    .map((file) => parseMail(file, readFileSync(join(folder, file), "utf8")))
    .filter((mail) => mail.to.toLowerCase().includes(to.toLowerCase()));
}

/** The digits of the newest code sent to an address, as many mails as `after` names left aside. */
export async function readCode(dataDir: string, to: string, after = 0): Promise<string> {
  let code = "";
  await waitUntil(`a code was mailed to ${to}`, 10_000, () => {
    const subject = listMails(dataDir, to).slice(after).at(-1)?.subject ?? "";
    code = (/^[\d ]+(?= is your Parley code)/.exec(subject)?.[0] ?? "").replaceAll(" ", "");
    return code !== "";
  });
  return code;
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function parseMail(file: string, source: string): Mail {
  const [head = "", ...body] = source.split(/\r?\n\r?\n/);
  const header = (name: string): string =>
    new RegExp(`^${name}: (.*)$`, "im").exec(head.replaceAll(/\r?\n[ \t]+/g, " "))?.[1]?.trim() ??
    "";
  return { file, to: header("to"), subject: header("subject"), text: body.join("\n\n") };
}
