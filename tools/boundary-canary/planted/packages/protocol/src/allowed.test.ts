import { readFileSync } from "node:fs";
import { test } from "vitest";
import { Name } from "./allowed.ts";

export const allowed = [readFileSync, test, Name];
