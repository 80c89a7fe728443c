// Run in a network namespace of its own, in which 169.254.169.254 is this process:
// node metadata-world.ts <dialect | silent | nobody>. Prints what the sensor made of it as JSON.
import { once } from "node:events";
import { createServer } from "node:net";
import { systemClock } from "../clock.ts";
import { findInstance } from "../host/metadata.ts";
import { makeTerminationWatch } from "../tasks/termination.ts";
import { type Dialect, startMetadataServer } from "./metadata-server.ts";

const address = "169.254.169.254";
const announcements: Record<Dialect, [path: string, text: string]> = {
  imdsv1: ["/latest/meta-data/autoscaling/target-lifecycle-state", "Terminated"],
  imdsv2: [
    "/latest/meta-data/spot/instance-action",
    JSON.stringify({ action: "terminate", time: new Date(Date.now() + 120_000).toISOString() }),
  ],
  gcp: ["/computeMetadata/v1/instance/preempted", "TRUE"],
  azure: [
    "/metadata/scheduledevents",
    JSON.stringify({
      DocumentIncarnation: 2,
      Events: [
        {
          EventType: "Terminate",
          EventStatus: "Scheduled",
          Resources: ["pool_7"],
          NotBefore: new Date(Date.now() + 300_000).toUTCString(),
        },
      ],
    }),
  ],
};

/** The real clock, on which 5 s take 20 ms. */
const clock = {
  nowMs: systemClock.nowMs,
  sleep: (ms: number, signal: AbortSignal) => systemClock.sleep(ms / 250, signal),
};
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; tookMs: number }> {
  const before = performance.now();
  const value = await work();
  return { value, tookMs: performance.now() - before };
}

/** Announces an end, ends the session, calls it off, and notes what the watch says each time. */
async function live(dialect: Dialect) {
  await using server = await startMetadataServer(dialect, address);
  const found = await timed(findInstance);
  const stopping = new AbortController();
  let changed = Promise.withResolvers<void>();
  const watch = makeTerminationWatch({ clock, log, changed: () => changed.resolve() });
  const running = watch.run(stopping.signal);
  const next = async () => {
    await changed.promise;
    changed = Promise.withResolvers();
    return watch.notice() ?? null;
  };
  const [path, text] = announcements[dialect];
  const before = server.pages.get(path);
  server.pages.set(path, text);
  const announced = await next();
  server.forgetSessions();
  if (before === undefined) server.pages.delete(path);
  else server.pages.set(path, before);
  const calledOff = await next();
  stopping.abort();
  await running;
  return { found, announced, calledOff, heard: [...new Set(server.heard)] };
}

/** Where nothing answers there is nothing to watch, and that is known soon. */
async function dead(isSilent: boolean) {
  const sockets = createServer().listen(isSilent ? 80 : 81, address);
  await once(sockets, "listening");
  const found = await timed(findInstance);
  const watch = makeTerminationWatch({ clock, log, changed: () => undefined });
  const watched = await timed(() => watch.run(new AbortController().signal));
  sockets.close();
  return { found, watched, notice: watch.notice() ?? null };
}

const [what = ""] = process.argv.slice(2);
const isDialect = what in announcements;
const outcome = isDialect ? await live(what as Dialect) : await dead(what === "silent");
console.log(JSON.stringify(outcome));
