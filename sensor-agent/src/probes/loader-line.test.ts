import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeKernelCounters } from "./kernel-counters.ts";
import { makeLineReader } from "./line-reader.ts";
import { type LoaderLine, lineBytesMax, parseLoaderLine } from "./loader-line.ts";

const counts = (exec: number, lost = 0): LoaderLine => ({
  v: 1,
  type: "counts",
  atMs: 1,
  events: { exec, exit: 0, connect: 0, accept: 0, close: 0, listen: 0 },
  lost,
  cpuMs: 3,
  rssBytes: 2_000_000,
});

describe("parseLoaderLine", () => {
  it("reads version 1 and nothing else", () => {
    expect(parseLoaderLine(JSON.stringify(counts(5)))).toEqual(counts(5));
    expect(parseLoaderLine(JSON.stringify({ ...counts(5), v: 2 }))).toBeNull();
    expect(parseLoaderLine(JSON.stringify({ ...counts(5), lost: -1 }))).toBeNull();
    expect(parseLoaderLine(" ".repeat(lineBytesMax + 1))).toBeNull();
  });

  it("never throws", () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(json, fc.string({ unit: "binary" })), (line) => {
        expect(parseLoaderLine(line)).toBeNull();
      }),
    );
  });
});

describe("makeLineReader", () => {
  it("gives the same lines however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[ -~]{0,40}$/)),
        fc.integer({ min: 1, max: 20 }),
        (lines, size) => {
          const text = lines.map((line) => `${line}\n`).join("");
          const seen: string[] = [];
          const read = makeLineReader(
            (line) => void seen.push(line),
            () => undefined,
          );
          for (let at = 0; at < text.length; at += size)
            read(Buffer.from(text.slice(at, at + size)));
          expect(seen).toEqual(lines);
        },
      ),
    );
  });

  it("drops a line that never ends, and reads on after it", () => {
    const seen: string[] = [];
    let dropped = 0;
    const read = makeLineReader(
      (line) => void seen.push(line),
      () => void dropped++,
    );
    for (let chunk = 0; chunk < 100; chunk++) read(Buffer.alloc(1024, 0x61));
    read(Buffer.from("tail\nnext\n"));
    expect([seen, dropped]).toEqual([["next"], 1]);
  });
});

describe("kernel counters", () => {
  it("report what happened since the last summary, over the loader's deaths", () => {
    const counters = makeKernelCounters();
    counters.take(counts(10, 1));
    expect(counters.summary()).toMatchObject({ events: { exec: 10 }, lost: 1 });
    counters.take(counts(15, 1));
    counters.loaderEnded();
    counters.take(counts(3, 2));
    expect(counters.summary()).toMatchObject({ events: { exec: 8 }, lost: 2 });
    expect(counters.totals().exec).toBe(18);
  });
});
