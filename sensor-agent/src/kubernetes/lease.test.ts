import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lease, leaseTimes, mayTake, type Observed, observe, released, taken } from "./lease.ts";

const nowMs = Date.parse("2026-06-01T12:00:00Z");
const who = (me: string) => ({ me, name: "telovix-sensor", namespace: "telovix-system" });

/** As the API keeps it: a write needs the version that it was made from. */
function makeServer() {
  let stored: Lease | null = null;
  let version = 0;
  return {
    read: () => stored,
    /** False: somebody has written meanwhile. */
    write(object: unknown): boolean {
      const based = (object as { metadata: { resourceVersion?: string } }).metadata;
      if ((stored?.metadata.resourceVersion ?? undefined) !== based.resourceVersion) return false;
      version += 1;
      stored = Lease.parse({ ...(object as object), metadata: { resourceVersion: `${version}` } });
      return true;
    },
  };
}

describe("mayTake", () => {
  const lease = (spec: Lease["spec"]): Lease => ({ metadata: { resourceVersion: "1" }, spec });
  const seen = (agoMs: number): Observed => ({ record: "", atMs: nowMs - agoMs });

  it.each<[string, Lease["spec"], number, boolean]>([
    ["its own", { holderIdentity: "me", leaseDurationSeconds: 15 }, 0, true],
    ["a released one", { holderIdentity: "", leaseDurationSeconds: 1 }, 0, true],
    ["one without a holder", {}, 0, true],
    ["another's", { holderIdentity: "other", leaseDurationSeconds: 15 }, 15_000, false],
    [
      "one whose holder fell silent",
      { holderIdentity: "other", leaseDurationSeconds: 15 },
      15_001,
      true,
    ],
    [
      "one with a longer duration",
      { holderIdentity: "other", leaseDurationSeconds: 60 },
      59_999,
      false,
    ],
    [
      "one that was seen before our clock was set back",
      { holderIdentity: "other", leaseDurationSeconds: 15 },
      -15_001,
      true,
    ],
    ["one that tells no duration", { holderIdentity: "other" }, 15_000, false],
  ])("%s", (_title, spec, agoMs, may) => {
    expect(mayTake(lease(spec), "me", seen(agoMs), nowMs)).toBe(may);
  });

  it("goes by our own clock, not by the holder's", () => {
    const stale = lease({
      holderIdentity: "other",
      leaseDurationSeconds: 15,
      renewTime: "1999-01-01T00:00:00.000000Z",
    });
    const first = observe(null, stale, nowMs);
    expect(mayTake(stale, "me", first, nowMs)).toBe(false);
    const renewed = lease({ ...stale.spec, renewTime: "1999-01-01T00:00:02.000000Z" });
    expect(observe(first, stale, nowMs + 9_000)).toBe(first);
    expect(observe(first, renewed, nowMs + 9_000).atMs).toBe(nowMs + 9_000);
  });
});

describe("a Lease that is written", () => {
  it("counts transitions, keeps when it was acquired, and is free when released", () => {
    const server = makeServer();
    server.write(taken(null, who("a"), nowMs));
    server.write(taken(server.read(), who("a"), nowMs + 2_000));
    expect(server.read()?.spec).toEqual({
      holderIdentity: "a",
      leaseDurationSeconds: 15,
      acquireTime: "2026-06-01T12:00:00.000000Z",
      renewTime: "2026-06-01T12:00:02.000000Z",
      leaseTransitions: 0,
    });
    server.write(released(server.read() as Lease, who("a"), nowMs + 3_000));
    expect(mayTake(server.read() as Lease, "b", { record: "", atMs: nowMs }, nowMs)).toBe(true);
    server.write(taken(server.read(), who("b"), nowMs + 4_000));
    expect(server.read()?.spec).toMatchObject({ holderIdentity: "b", leaseTransitions: 1 });
  });

  it("is held by one at a time, whatever the order of their steps and the pauses between", () => {
    const step = fc.record({ who: fc.nat(2), waitMs: fc.nat(9_000), readsOnly: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const server = makeServer();
        const all = ["a", "b", "c"].map((me) => ({
          me,
          read: null as Lease | null,
          seen: null as Observed | null,
          renewedMs: Number.NEGATIVE_INFINITY,
        }));
        let atMs = nowMs;
        for (const { who: index, waitMs, readsOnly } of steps) {
          atMs += waitMs;
          const one = all[index];
          if (!one) continue;
          if (readsOnly || one.read === null) {
            // What was read is acted upon later, when it may be old.
            one.read = server.read();
            if (one.read) one.seen = observe(one.seen, one.read, atMs);
          } else if (one.seen && mayTake(one.read, one.me, one.seen, atMs)) {
            if (server.write(taken(one.read, who(one.me), atMs))) one.renewedMs = atMs;
            one.read = null;
          }
          if (server.read() === null && server.write(taken(null, who(one.me), atMs)))
            one.renewedMs = atMs;
          const leading = all.filter((each) => atMs - each.renewedMs < leaseTimes.renewWithinMs);
          expect(leading.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
