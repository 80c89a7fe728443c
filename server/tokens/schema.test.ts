import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { names } from "../../sensor-agent/src/protocol.ts";
import { Tag } from "../sensors/schema.ts";
import { CreateTokens } from "./schema.ts";

describe("CreateTokens", () => {
  it.each([
    [{ type: "one_time", count: 1000 }, true],
    [{ type: "one_time", count: 1001 }, false],
    [{ type: "one_time", count: 0 }, false],
    [{ type: "one_time", maxUses: 2 }, false],
    [{ type: "one_time", clusterName: "c" }, false],
    [{ type: "batch", maxUses: 1 }, true],
    [{ type: "batch", maxUses: 0 }, false],
    [{ type: "batch" }, false],
    [{ type: "batch", maxUses: 5, count: 2 }, false],
    [{ type: "cluster", clusterName: "eu-1" }, true],
    [{ type: "cluster" }, false],
    [{ type: "cluster", clusterName: "" }, false],
    [{ type: "cluster", clusterName: "$(reboot)" }, false],
    [{ type: "one_time", ttlSeconds: 59 }, false],
    [{ type: "one_time", removeAfterSeconds: 2_592_000 }, true],
    [{ type: "one_time", removeAfterSeconds: 2_592_001 }, false],
    [{ type: "one_time", token: "tvx_mine" }, false],
    [{ type: "one_time", namePattern: "web-*.eu-?" }, true],
    [{ type: "one_time", namePattern: "*".repeat(128) }, true],
    [{ type: "one_time", namePattern: "*".repeat(129) }, false],
    [{ type: "one_time", namePattern: "" }, false],
    [{ type: "one_time", namePattern: "-web" }, false],
    [{ type: "one_time", namePattern: "[a-z]" }, false],
    [{ type: "one_time", namePattern: "web 1" }, false],
    [{ type: "one_time", allowedCidrs: ["10.0.0.1", "::/0"] }, true],
    [{ type: "one_time", allowedCidrs: ["10.0.0.1", "nonsense"] }, false],
    [{ type: "one_time", allowedCidrs: Array(32).fill("10.0.0.1") }, true],
    [{ type: "one_time", allowedCidrs: Array(33).fill("10.0.0.1") }, false],
    [{ type: "one_time", description: "Rack 7, “lab” – é 😀" }, true],
    [{ type: "one_time", description: "a\nb" }, false],
    [{ type: "one_time", description: "a\u2028b" }, false],
    [{ type: "one_time", description: "a\u001b[31mb" }, false],
    [{ type: "one_time", description: "\u202egnp.exe" }, false],
    [{ type: "one_time", description: "a".repeat(201) }, false],
    [{ type: "other" }, false],
    [{}, false],
  ])("%j: %s", (input, isGood) => {
    expect(CreateTokens.safeParse(input).success).toBe(isGood);
  });
});

it("names the network that is none", () => {
  const input = { type: "one_time", allowedCidrs: ["10.0.0.1", "10.0.0"] };
  const issue = CreateTokens.safeParse(input).error?.issues[0];
  expect(issue?.path).toEqual(["allowedCidrs", 1]);
  expect(issue?.message).toContain("10.0.0");
});

it("keeps each network once, in one form", () => {
  const allowedCidrs = ["10.1.2.3/8", "10.0.0.0/8", " 192.0.2.7"];
  const input = CreateTokens.parse({ type: "one_time", allowedCidrs });
  expect(input.allowedCidrs).toEqual(["10.0.0.0/8", "192.0.2.7/32"]);
});

/** What must never reach a shell, a URL, a CSV cell or a YAML scalar as anything but text. */
const dangerous = /[\s"'`$\\;|&<>(){}#*?!%,=\u0080-\uffff]/u;

describe("names and tags", () => {
  it.each([
    "$(reboot)",
    "`id`",
    "a;b",
    "a b",
    "a\nb",
    'a"b',
    "a'b",
    "-rf",
    ".hidden",
    "\u202egnp",
    "😀",
    "é",
    "a\0",
    "",
    "a".repeat(10_000),
  ])("refuse %j", (text) => {
    expect(names.name.test(text)).toBe(false);
    expect(Tag.safeParse(text).success).toBe(false);
    expect(Tag.safeParse(`key:${text}$`).success).toBe(false);
  });

  it("hold nothing that a shell or a document reads as its own", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc
        .tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 }))
        .map((parts) => parts.join(":")),
    );
    fc.assert(
      fc.property(text, (value) => {
        if (names.name.test(value)) expect(value).not.toMatch(dangerous);
        if (Tag.safeParse(value).success) expect(value).not.toMatch(dangerous);
      }),
      { numRuns: 2_000 },
    );
  });

  it("accept what their grammar promises", () => {
    fc.assert(
      fc.property(fc.stringMatching(names.name), fc.stringMatching(names.tag), (name, tag) => {
        expect(name).not.toMatch(dangerous);
        expect(Tag.parse(tag)).toBe(tag);
      }),
    );
  });
});
