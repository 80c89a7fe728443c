import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import type { Listener } from "../db/listen.ts";
import type { Notice } from "../db/notify.ts";
import { readSettings } from "../settings/read.ts";
import type { RuleBook } from "./decide.ts";
import { type Compiled, makeCompiler } from "./expression.ts";
import { knownClusters } from "./known-clusters.ts";
import { readyRules } from "./ready-rule.ts";

/** A sensor may bring a cluster that no token names: nobody tells, so it is looked at as often. */
const everyMs = 60_000;
/** Notices that come together are one reading. */
const restMs = 200;
const retryMs = 1_000;

const topics = new Set<Notice["topic"]>(["admission", "settings", "tokens"]);

/** The rules in force, read and compiled when they change, so that no review waits for the database. */
export function makeRuleBook(deps: {
  db: Db;
  clock: Clock;
  listener: Listener;
  log: Logger;
  monotonicMs: () => number;
}) {
  const { clock, db, listener, log } = deps;
  const stopping = new AbortController();
  const compile = remembering(makeCompiler(deps.monotonicMs).compile);
  let book: RuleBook = { rules: [], defaultAnswer: "allow", clusters: new Set() };
  let isStale = false;
  let wake = () => {};

  async function read(): Promise<void> {
    const [rows, settings, clusters] = await Promise.all([
      db.admissionRule.findMany({ where: { enabled: true }, orderBy: { name: "asc" } }),
      readSettings(db),
      knownClusters(db),
    ]);
    const rules = await readyRules({ compile: compile.one }, rows);
    compile.forgetOthers(rows.map(({ expression }) => expression));
    book = { rules, clusters, defaultAnswer: settings.admission.defaultAnswer };
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!isStale) await nextChange();
      if (stopping.signal.aborted) return;
      isStale = false;
      await read().catch((error) => {
        isStale = true;
        log.warn({ err: error }, "Admission rules stay as they were read last");
      });
      await clock.sleep(isStale ? retryMs : restMs, stopping.signal);
    }
  }

  /** A notice, a minute, or the end. */
  async function nextChange(): Promise<void> {
    const turn = new AbortController();
    wake = () => turn.abort();
    await clock.sleep(everyMs, AbortSignal.any([turn.signal, stopping.signal]));
  }

  function hear(): void {
    isStale = true;
    wake();
  }
  const hearNotice = (notice: Notice) => {
    if (topics.has(notice.topic)) hear();
  };

  return {
    book: () => book,
    async start() {
      listener.on("notice", hearNotice);
      listener.on("resync", hear);
      await read();
      void watch();
    },
    stop() {
      stopping.abort();
      listener.off("notice", hearNotice);
      listener.off("resync", hear);
    },
  };
}

/** Compiles each text once, for as long as a rule has it. */
function remembering(compile: (text: string) => Compiled) {
  const known = new Map<string, Compiled>();
  return {
    one(text: string): Compiled {
      const compiled = known.get(text) ?? compile(text);
      known.set(text, compiled);
      return compiled;
    },
    forgetOthers(texts: readonly string[]): void {
      const kept = new Set(texts);
      for (const text of known.keys()) if (!kept.has(text)) known.delete(text);
    },
  };
}
