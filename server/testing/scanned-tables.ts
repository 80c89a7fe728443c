import { expect } from "vitest";
import type { TestDatabase } from "./database.ts";

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Node[];
}
const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

/** The tables that the statements of `run` read from end to end, by PostgreSQL's own plans. */
export async function scannedTables(
  { pool }: Pick<TestDatabase, "pool">,
  run: () => Promise<unknown>,
): Promise<string[]> {
  const statements: { text: string; values: unknown[] }[] = [];
  const query = pool.query.bind(pool) as (...given: unknown[]) => unknown;
  Object.assign(pool, {
    query: (...given: [{ text: string; values: unknown[] }]) => {
      statements.push(given[0]);
      return query(...given);
    },
  });
  await run().finally(() => Object.assign(pool, { query }));
  expect(statements.length).toBeGreaterThan(0);
  const found = new Set<string>();
  for (const { text, values } of statements) {
    const { rows } = await pool.query({ text: `EXPLAIN (FORMAT JSON) ${text}`, values });
    for (const node of nodes(rows[0]["QUERY PLAN"][0].Plan))
      if (node["Node Type"] === "Seq Scan") found.add(node["Relation Name"] ?? "");
  }
  return [...found];
}
