import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { systemClock } from "../clock.ts";
import { testDatabase } from "../testing/database.ts";
import { makeMetrics } from "./metrics.ts";

const docs = join(import.meta.dirname, "../../docs");
const read = (file: string) => readFileSync(join(docs, file), "utf8");

/** Every metric that a fresh Console tells of. */
async function exported(): Promise<string[]> {
  await using database = await testDatabase();
  const { db, pool } = database;
  const options = { db, pool, clock: systemClock, monotonicMs: () => 0, version: "1.2.3" };
  const { body } = await makeMetrics(options).text();
  return [...body.matchAll(/^# TYPE (\S+) /gm)].map(([, name = ""]) => name);
}

/** The metrics that a query names; those of a histogram by its own name. */
const namesIn = (query: string) =>
  [...query.matchAll(/\b(?:telovix|process|nodejs)_[a-z0-9_]+/g)].map(([name]) =>
    name.replace(/_(bucket|sum|count)$/, ""),
  );

interface Dashboard {
  panels: { title: string; targets?: { expr: string }[] }[];
}
interface Rules {
  groups: { rules: { expr: string }[] }[];
}

test("docs/monitoring.md lists every metric of ours, and no other", async () => {
  const listed = [...read("monitoring.md").matchAll(/^\| `(telovix_\w+)` \|/gm)];
  const ours = (await exported()).filter((name) => name.startsWith("telovix_"));
  expect(listed.map(([, name]) => name).sort()).toEqual(ours.sort());
});

test("the dashboard and the alert rules ask only for what there is", async () => {
  const known = new Set(await exported());
  const { panels } = JSON.parse(read("grafana/telovix.json")) as Dashboard;
  const { groups } = parse(read("examples/telovix-alerts.yml")) as Rules;
  const queries = [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ];
  expect(queries.length).toBeGreaterThan(40);
  expect(queries.flatMap(namesIn).filter((name) => !known.has(name))).toEqual([]);
});
