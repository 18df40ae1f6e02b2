// Plain JavaScript that old versions can read too, so that they can be told what is needed.
import nodeModule from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const ENTRIES = {
  start: "main.ts",
  demo: "demo/main.ts",
  epoch: "renew-epoch.ts",
  people: "people/main.ts",
  backup: "backup/save.ts",
  restore: "backup/restore.ts",
};

// Hashing passwords and checking signatures share these threads; read when the first one is needed.
process.env.UV_THREADPOOL_SIZE ||= "8";

const folder = dirname(fileURLToPath(import.meta.url));
const name = process.argv[2] || "start";

if (Number(process.versions.node.split(".")[0]) < NEEDED) {
  fail(
    `Parley needs Node.js ${NEEDED} and this is ${process.version}: start it with npm start, which uses the one that npm ci installed, or install Node.js ${NEEDED}.`,
  );
} else if (!Object.hasOwn(ENTRIES, name)) {
  fail(`Parley does not know "${name}": it can do ${Object.keys(ENTRIES).join(", ")}.`);
} else {
  process.chdir(join(folder, "..", ".."));
  // Compiling all modules is half of what a later start costs. Kept where nobody else may write.
  nodeModule.enableCompileCache(join("node_modules", ".cache", "parley"));
  loadEnvFile();
  import(`./src/${ENTRIES[name]}`).then(({ main }) => main(process.env, process.argv.slice(3)));
}

/** Variables that are set already win over those in the file. */
function loadEnvFile() {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if (error.code !== "ENOENT") fail(`The file .env is not readable (${error.code}).`);
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
