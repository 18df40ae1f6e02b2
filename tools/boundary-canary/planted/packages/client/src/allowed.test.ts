import { readFileSync } from "node:fs";
import { test } from "vitest";
import { client } from "./allowed.ts";

export const allowed = [readFileSync, test, client];
