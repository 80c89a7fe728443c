import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { Prisma } from "../db/generated/client.ts";
import type { Decided } from "./decide.ts";
import { type Finding, tellWords } from "./judge.ts";

const flushMs = 1_000;
const batchMax = 500;
/** While the database does not answer. */
export const waitingMax = 5_000;
/** What one console stores of one cluster in an hour: as many as a person could ever look at. */
export const perHourMax = { decided: 2_000, misunderstood: 60 };
const hourMs = 3_600_000;

interface Entry extends Decided {
  readonly id: string;
  readonly at: Date;
}

/** Keeps decisions, written in batches behind the answers; the queue and every cluster are bounded. */
export interface DecisionLog {
  add(decided: Decided): void;
  start(): void;
  /** Writes what waits, if the database takes it. */
  stop(): Promise<void>;
}

export function makeDecisionLog(deps: {
  db: Db;
  clock: Clock;
  log: Logger;
  /** Of decisions that are not stored. */
  onDropped: (count: number) => void;
}): DecisionLog {
  const { clock, db, log, onDropped } = deps;
  const stopping = new AbortController();
  const hasRoom = makeRoom(clock);
  let waiting: Entry[] = [];

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchMax);
      await db.$transaction([
        db.admissionDecision.createMany({ data: batch.map(row), skipDuplicates: true }),
        ...newestErrors(batch).map(({ at, id, message }) =>
          db.admissionRule.updateMany({
            where: { id, updatedAt: { lte: at } },
            data: { lastErrorAt: at, lastError: message },
          }),
        ),
      ]);
      const written = new Set(batch);
      waiting = waiting.filter((entry) => !written.has(entry));
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(flushMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await flush().catch((error) => log.warn({ err: error }, "Admission decisions wait"));
    }
  }

  return {
    add(decided) {
      if (waiting.length >= waitingMax || !hasRoom(decided)) return onDropped(1);
      waiting.push({ ...decided, id: randomUUID(), at: clock.now() });
    },
    start() {
      void watch();
    },
    async stop() {
      stopping.abort();
      await flush().catch(() => onDropped(waiting.length));
    },
  };
}

/** Counted for each cluster that is known, so for as many as there are. */
function makeRoom(clock: Clock) {
  let hour = 0;
  let counts = new Map<string, number>();
  return ({ cluster, detail }: Decided): boolean => {
    const thisHour = Math.floor(clock.now().getTime() / hourMs);
    if (thisHour !== hour) counts = new Map();
    hour = thisHour;
    const kind = detail === null ? "decided" : "misunderstood";
    const count = (counts.get(`${kind} ${cluster}`) ?? 0) + 1;
    counts.set(`${kind} ${cluster}`, count);
    return count <= perHourMax[kind];
  };
}

const textMax = 300;
/** Whoever asks an API server writes most of it: of bounded length, and what PostgreSQL can store. */
const text = (value: string) => value.slice(0, textMax).toWellFormed().replaceAll("\0", "\ufffd");
const textOrNull = (value: string | null) => (value === null ? null : text(value));

function row({ findings, ...entry }: Entry): Prisma.AdmissionDecisionCreateManyInput {
  return {
    ...entry,
    namespace: textOrNull(entry.namespace),
    kind: textOrNull(entry.kind),
    name: textOrNull(entry.name),
    user: textOrNull(entry.user),
    detail: textOrNull(entry.detail),
    ruleIds: findings.flatMap(({ rule }) => rule.id ?? []),
    rules: findings.map((finding) => ({
      id: finding.rule.id,
      name: finding.rule.name,
      action: finding.rule.action,
      result: finding.result,
      message: text(tellWords(finding)),
      containers: finding.containers.slice(0, 20).map(text),
    })),
  };
}

function newestErrors(entries: readonly Entry[]) {
  const newest = new Map<string, { id: string; at: Date; message: string }>();
  const failed = ({ result }: Finding) => result === "error";
  for (const { at, findings } of entries) {
    for (const { error, rule } of findings.filter(failed)) {
      if (rule.id !== null) newest.set(rule.id, { id: rule.id, at, message: text(error ?? "") });
    }
  }
  return [...newest.values()];
}
