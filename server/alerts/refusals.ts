import type { Tx } from "../context.ts";
import { type ErrorCode, errorTable } from "../errors.ts";
import { countsFrom, namesMax, type Rolling, rollingWindows, rollUp } from "./rolling.ts";

const rolling: Rolling = { kind: "enrollment_refused", prefix: "cause:", windowMs: 3_600_000 };

interface Refused {
  code: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
  tokens: string[];
  addresses: string[];
}

/**
 * Enrollments that were refused: one alert per cause and hour, however many strangers try. It lists
 * the tokens and addresses that they came with.
 */
export async function watchRefusals(tx: Tx, at: Date): Promise<void> {
  const windows = await rollingWindows(tx, at, rolling);
  const known = [...windows.values()].map((window) => ({
    code: window.key.slice(rolling.prefix.length),
    from: countsFrom(window),
  }));
  const ago = (count: number) => new Date(at.getTime() - count * rolling.windowMs);
  const refused = await tx.$queryRaw<Refused[]>`
    SELECT a.code, count(*)::int AS count, min(a.at) AS "firstAt", max(a.at) AS "lastAt",
      (array_agg(DISTINCT a.token_prefix) FILTER (WHERE a.token_prefix IS NOT NULL))[1:${namesMax}] AS tokens,
      (array_agg(DISTINCT a.address))[1:${namesMax}] AS addresses
    FROM enrollment_attempt a
    LEFT JOIN unnest(${known.map(({ code }) => code)}::text[],
      ${known.map(({ from }) => from)}::timestamptz[]) AS known(code, since) ON known.code = a.code
    WHERE a.kind = 'enrollment' AND a.dismissed_at IS NULL
      AND a.at > ${ago(4)} AND a.at > coalesce(known.since, ${ago(2)})
    GROUP BY a.code`;
  const happened = refused.map(({ code, tokens, addresses, ...rest }) => ({
    ...rest,
    key: rolling.prefix + code,
    title: `${count(rest.count)} refused: ${sentence(code)}`,
    details: { cause: code, tokens: tokens ?? [], addresses },
  }));
  await rollUp(tx, at, rolling, happened, windows);
}

const count = (many: number) => (many === 1 ? "An enrollment was" : `${many} enrollments were`);

/** The cause as its error says it. */
function sentence(code: string): string {
  return Object.hasOwn(errorTable, code)
    ? errorTable[code as ErrorCode][1].replace(/^The /, "the ")
    : code;
}
