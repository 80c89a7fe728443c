import { z } from "zod";
import type { Clock } from "../clock.ts";
import { backoffMs } from "../link/backoff.ts";
import type { KubernetesApi } from "./api.ts";
import { ApiError } from "./api.ts";
import { parseWatchLine } from "./watch-line.ts";

/** What is watched, and how each of its objects is read. */
export interface Watched<T> {
  /** With its query, such as a field selector: `/api/v1/nodes?` or `/api/v1/nodes?fieldSelector=…&`. */
  readonly path: string;
  readonly accept?: { readonly list: string; readonly watch: string };
  /** Null for what is not of the form; it is left out. */
  read(object: unknown): T | null;
}

export interface WatchHandler<T> {
  /** Everything that there is now. */
  listed(items: T[]): void;
  put(item: T): void;
  gone(item: T): void;
  failed(error: Error): void;
}

interface WatchDeps {
  readonly api: KubernetesApi;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Small, so that the one that lists thousands of Nodes needs little memory for it. */
const pageSize = 100;
/** The API ends a watch after this time, so that a connection that died is noticed. */
const watchSeconds = { min: 240, spread: 120 } as const;
const graceMs = 15_000;
/** Permission may be given any time, but seldom is. */
const forbiddenMs = 300_000;

const Page = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1), continue: z.string().optional() }),
  items: z.array(z.unknown()),
});

/** Lists, then watches from there, and again whenever that ends, until `signal` aborts. */
export async function watch<T>(
  deps: WatchDeps,
  watched: Watched<T>,
  handler: WatchHandler<T>,
  signal: AbortSignal,
): Promise<void> {
  let at: string | null = null;
  for (let failures = 0; !signal.aborted; ) {
    try {
      at ??= await list(deps, watched, handler, signal);
      at = await follow(deps, { ...watched, at }, handler, signal);
      failures = 0;
      // All sensors of a cluster lose their watches together when the API is restarted.
      await deps.clock.sleep(deps.random() * 1_000, signal);
    } catch (error) {
      if (signal.aborted) return;
      const reason = error instanceof Error ? error : new Error(String(error));
      if (reason instanceof ApiError && reason.status === 410) at = null;
      else handler.failed(reason);
      failures += 1;
      await deps.clock.sleep(pauseMs(reason, failures, deps.random()), signal);
    }
  }
}

export const isDenial = (error: Error) =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);

/** How long to leave the API alone after a failure. */
export function pauseMs(error: Error, failures: number, random: number): number {
  return isDenial(error) ? forbiddenMs * (0.8 + 0.4 * random) : 500 + backoffMs(failures, random);
}

/** @returns the version that the list is of */
async function list<T>(
  { api }: WatchDeps,
  { path, accept, read }: Watched<T>,
  handler: WatchHandler<T>,
  signal: AbortSignal,
): Promise<string> {
  const items: T[] = [];
  for (let next = ""; ; ) {
    const query = `limit=${pageSize}${next ? `&continue=${encodeURIComponent(next)}` : ""}`;
    const asked = { method: "GET", path: `${path}${query}`, signal } as const;
    const answer = await api.call({ ...asked, ...(accept ? { accept: accept.list } : {}) });
    const page = Page.parse(answer);
    for (const object of page.items) {
      const item = read(object);
      if (item !== null) items.push(item);
    }
    next = page.metadata.continue ?? "";
    if (next === "") {
      handler.listed(items);
      return page.metadata.resourceVersion;
    }
  }
}

/** One watch, until the API ends it. @returns where to go on; null: list anew */
async function follow<T>(
  { api, random }: WatchDeps,
  { path, accept, read, at: from }: Watched<T> & { at: string },
  handler: WatchHandler<T>,
  signal: AbortSignal,
): Promise<string | null> {
  const seconds = Math.round(watchSeconds.min + watchSeconds.spread * random());
  const query = `watch=1&allowWatchBookmarks=true&timeoutSeconds=${seconds}&resourceVersion=${from}`;
  let at: string | null = from;
  let failure: string | null = null;
  await api.lines(
    {
      method: "GET",
      path: `${path}${query}`,
      signal,
      withinMs: seconds * 1000 + graceMs,
      ...(accept ? { accept: accept.watch } : {}),
    },
    (line) => {
      const event = parseWatchLine(line);
      if (event.kind === "failed") failure = event.detail;
      else if (event.kind === "expired") at = null;
      else {
        at = event.at;
        if (event.kind === "at") return;
        const item = read(event.object);
        if (item !== null) handler[event.kind](item);
      }
    },
  );
  if (failure !== null) throw new Error(failure);
  return at;
}
