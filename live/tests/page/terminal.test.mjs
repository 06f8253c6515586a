import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "../bundle.mjs";

const { shown, Terminal } = await load("src/page/terminal.ts");
// tests/course/pages/test_terminal.py has them too
const cases = JSON.parse(readFileSync(new URL("terminal.json", import.meta.url), "utf-8"));

test("text for a terminal is shown as a notebook shows it, whole or in pieces", () => {
  for (const [written, expected] of cases) {
    assert.equal(shown(written), expected);
    const terminal = new Terminal();
    const finished = [...written].map((character) => terminal.write(character)).join("");
    assert.equal(finished + terminal.line, expected);
  }
});
