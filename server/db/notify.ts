import type { Tx } from "../context.ts";

/** What processes tell each other through PostgreSQL's NOTIFY, delivered when the transaction commits. */
export type Notice =
  | { topic: "sensors"; ids: string[] }
  | { topic: "tags"; ids: string[] }
  | { topic: "departed"; ids: string[] }
  | { topic: "connected"; ids: string[] }
  | { topic: "removal" }
  | { topic: "alerts" }
  | { topic: "jobs" }
  | { topic: "tokens" }
  | { topic: "attempts" }
  | { topic: "pools" }
  | { topic: "clusters" }
  | { topic: "settings" }
  | { topic: "admission" }
  | TallyNotice;

/** What a process counted since the last time, for the metrics of every console. */
export interface TallyNotice {
  readonly topic: "tally";
  /** One run of one process. */
  readonly process: string;
  readonly heartbeats: number;
  /** `enrolled`, or the code of a refusal. */
  readonly enrollments: Readonly<Record<string, number>>;
  /** Of a gateway: sensors that are connected to it. */
  readonly connections?: number;
}

export const channel = "telovix";
/** NOTIFY takes at most 8,000 bytes; 150 ids of 39 characters stay well below. */
const idsMax = 150;

export async function notify(tx: Pick<Tx, "$executeRaw">, notice: Notice): Promise<void> {
  const all = payloads(notice);
  if (all.length === 0) return;
  await tx.$executeRaw`SELECT pg_notify(${channel}, payload) FROM unnest(${all}::text[]) AS payload`;
}

function payloads(notice: Notice): string[] {
  if (!("ids" in notice)) return [JSON.stringify(notice)];
  const chunks = Array.from({ length: Math.ceil(notice.ids.length / idsMax) }, (_, index) =>
    notice.ids.slice(index * idsMax, (index + 1) * idsMax),
  );
  return chunks.map((ids) => JSON.stringify({ topic: notice.topic, ids }));
}
