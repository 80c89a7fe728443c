import { expect, it } from "vitest";
import { departReasons } from "../../server/departed/schema.ts";
import { type Departure, reasonLooks, wayBack, whyItLeft } from "./departure.ts";

const departure = (changes: Partial<Departure>): Departure => ({
  reason: "clean_exit",
  by: "system",
  removeAfterSeconds: null,
  isCertificateValid: true,
  ...changes,
});

it.each(departReasons)(
  "%s has a word, a reason and a way back, each a whole sentence",
  (reason) => {
    const words = departReasons.map((each) => reasonLooks[each].word);
    expect(new Set(words).size).toBe(departReasons.length);
    for (const say of [whyItLeft, wayBack])
      expect(say(departure({ reason }))).toMatch(/^[A-Za-z].*\.$/);
  },
);

it.each([
  [{ reason: "deleted", by: "ada@example.com" }, "ada@example.com deleted it in the Console."],
  [
    { reason: "auto_removed", removeAfterSeconds: 1800 },
    "It was removed by itself after 30 min of silence.",
  ],
  [{ reason: "auto_removed", by: "ada" }, "It had fallen silent, and ada removed it."],
  [
    { reason: "replaced", by: "web-1" },
    "The same machine enrolled again with a new key, as web-1.",
  ],
] as const)("%j", (changes, text) => {
  expect(whyItLeft(departure(changes))).toBe(text);
});

it("promises a way back only where there is one", () => {
  const gone = departure({ reason: "auto_removed", isCertificateValid: false });
  expect(wayBack(gone)).toContain("expired");
  expect(wayBack({ ...gone, isCertificateValid: true })).toContain("by itself");
});
