import type { Answer, Client } from "../client.ts";
import type { TestConsole } from "../console.ts";
import { enroll } from "../fleet.ts";
import type { OpenApi } from "./document.ts";
import type { Material } from "./valid.ts";

/** Ids and names that exist, as answers bring them. */
export interface Known extends Material {
  learn(answer: Answer): void;
}

/** The newest of each name; some are gone by the time they are used, which is a case of its own. */
const keptMax = 40;
const learned = [
  "cursor",
  "code",
  "key",
  "pool",
  "tag",
  "cluster",
  "action",
  "name",
  "kernel",
  "version",
];

export function makeKnown(document: OpenApi, hidden: ReadonlySet<string>): Known {
  const values = new Map<string, string[]>();
  const note = (name: string, value: unknown) => {
    if (typeof value !== "string" || hidden.has(value)) return;
    const list = values.get(name) ?? [];
    if (list.includes(value)) return;
    values.set(name, [...list, value].slice(-keptMax));
  };
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part.slice(0, 20)) walk(each);
    if (typeof part !== "object" || part === null || Array.isArray(part)) return;
    for (const [name, value] of Object.entries(part)) {
      if (/^id$|Id$/.test(name)) note("id", value);
      else if (name === "nextCursor") note("cursor", value);
      else if (name === "clusterName") note("cluster", value);
      else if (name === "tags" && Array.isArray(value)) for (const tag of value) note("tag", tag);
      else if (learned.includes(name)) note(name, value);
      walk(value);
    }
  };
  return { document, known: (name) => values.get(name) ?? [], learn: ({ json }) => walk(json) };
}

/** Something of everything, so that valid requests find something. */
export async function furnish(console: TestConsole, admin: Client, known: Known): Promise<void> {
  const made = await admin.call("/api/v1/enrollment-tokens", {
    body: { type: "batch", maxUses: 100, tags: ["env:fuzz", "pool:fuzz"], ephemeral: true },
  });
  known.learn(made);
  const token: string = made.json.tokens[0].token;
  for (let at = 0; at < 12; at++) {
    const tags = [`rack:${at % 3}`];
    const { config } = await enroll(console, { token, name: `fuzz-${at}`, tags });
    if (at < 3) await admin.call(`/api/v1/sensors/${config.sensorId}`, { method: "DELETE" });
  }
  const rule = { name: "Fuzz", message: "No.", expression: "containers.exists(c, c.x)" };
  known.learn(await admin.call("/api/v1/admission/rules", { body: rule }));
  await enroll(console, { token: "not-a-token", name: "refused" }).catch(() => undefined);
  const reads = Object.entries(known.document.paths).filter(
    ([path, methods]) => methods.get && !path.includes("{"),
  );
  for (const [path] of reads) known.learn(await admin.call(`/api/v1${path}`));
}
