import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteRange } from "./byte-range.ts";
import { shellQuote } from "./scripts.ts";

describe("byteRange", () => {
  it.each([
    [undefined, null],
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=5-", { start: 5, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-30", { start: 0, end: 9 }],
    ["bytes=2-99", { start: 2, end: 9 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=4-2", null],
    ["bytes=0-1,3-4", null],
    ["lines=0-1", null],
    ["bytes=-", null],
  ])("reads %s of ten bytes", (header, expected) => {
    expect(byteRange(header, 10)).toEqual(expected);
  });

  it("never leaves the file", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1000), (text, size) => {
        const range = byteRange(`bytes=${text}`, size);
        if (range === null || range === "unsatisfiable") return;
        expect(range.start).toBeLessThanOrEqual(range.end);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});

describe("shellQuote", () => {
  it("gives a shell exactly the text, whatever is in it", () => {
    const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
    fc.assert(
      fc.property(
        fc.oneof(text, fc.constantFrom("$(reboot)", "`id`", "'; rm -rf /; '", '"', "\n", "\\")),
        (value) => {
          expect(
            execFileSync("bash", ["-c", `printf %s ${shellQuote(value)}`], { encoding: "utf8" }),
          ).toBe(value);
        },
      ),
      { numRuns: 40 },
    );
  });
});
