import "./src/main.ts";
import { alive } from "./src/kernel/half-dead.ts";
import "./src/kernel/imports-undeclared.ts";

export const started = alive;
