import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { makeProgram } from "./program.ts";

const docs = readFileSync(join(import.meta.dirname, "../docs/cli.md"), "utf8");
const program = makeProgram({
  ...{ version: "1", env: {}, home: "/", stdin: process.stdin, stdout: process.stdout },
  ...{ stderr: process.stderr, now: () => 0, sleep: async () => undefined },
});

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
const rowOf = (name: string) =>
  docs
    .split("\n")
    .filter((line) => line.startsWith("| `telovix") && line.includes(`telovix ${name}`));

test.for(leaves(program).map((command) => [command.parent?.name() ?? "", command.name()] as const))(
  "docs/cli.md names %s %s",
  ([group, name]) => {
    if (group === "telovix") expect(docs).toContain(`telovix ${name}`);
    else expect(rowOf(group).join("\n")).toMatch(new RegExp(`\\b${name}\\b`));
  },
);

test("docs/cli.md names every way to choose sensors", () => {
  const sensors = program.commands.find((command) => command.name() === "sensors");
  const list = sensors?.commands.find((command) => command.name() === "list");
  const paging = ["--limit", "--cursor", "--all", "--jsonl", "--sort", "--desc"];
  const filters = (list?.options ?? []).map(({ long }) => long ?? "");
  expect(filters.filter((each) => !paging.includes(each) && !docs.includes(each))).toEqual([]);
});
