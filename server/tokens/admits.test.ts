import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { names } from "../../sensor-agent/src/protocol.ts";
import { admissionRefusal } from "./admits.ts";
import { matchesPattern } from "./name-pattern.ts";
import { parseNetwork } from "./network.ts";

const anything = { namePattern: null, allowedCidrs: [] };
const asked = { name: "web-1", address: "10.1.2.3" };
const codeOf = (limits: object, changes: object = {}) =>
  admissionRefusal({ ...anything, ...limits }, { ...asked, ...changes })?.code ?? null;

describe("a token without limits", () => {
  it("admits every name from everywhere, an unknown address too", () => {
    expect(codeOf({})).toBeNull();
    expect(codeOf({}, { address: "" })).toBeNull();
  });
});

describe("the name pattern", () => {
  it.each([
    ["web-*", "web-1", true],
    ["web-*", "web-", true],
    ["web-*", "web", false],
    ["web-?", "web-1", true],
    ["web-?", "web-12", false],
    ["web-?", "web-", false],
    ["*", "anything", true],
    ["**", "a", true],
    ["*-worker", "i-0abc-worker", true],
    ["*-worker", "i-0abc-worker-2", false],
    ["i-*-worker", "i-worker", false],
    ["web.1", "web.1", true],
    ["web.1", "webx1", false],
    ["web-1", "WEB-1", false],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
  ])("%s on %s: %s", (namePattern, name, isAdmitted) => {
    expect(codeOf({ namePattern }, { name })).toBe(isAdmitted ? null : "NameNotAllowed");
  });

  it("answers as the regular expression that it stands for", () => {
    const piece = fc.constantFrom("a", "b", "-", "*", "?", ".");
    const pattern = fc.array(piece, { maxLength: 8 }).map((all) => all.join(""));
    const name = fc.array(fc.constantFrom("a", "b", "-", "."), { maxLength: 10 });
    fc.assert(
      fc.property(pattern, name, (glob, letters) => {
        const source = glob.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
        const text = letters.join("");
        expect(matchesPattern(glob, text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
    );
  });

  it("is a name itself wherever it holds no wildcard", () => {
    fc.assert(
      fc.property(fc.stringMatching(names.name), (name) => {
        expect(matchesPattern(name, name)).toBe(true);
        expect(matchesPattern(name, `${name}x`)).toBe(false);
      }),
    );
  });

  it("is decided at once, however many stars it has", () => {
    const pattern = `${"*a".repeat(63)}*b`;
    expect(matchesPattern(pattern, "a".repeat(128))).toBe(false);
  });
});

describe("the networks", () => {
  it.each([
    [["10.0.0.0/8"], "10.255.255.255", true],
    [["10.0.0.0/8"], "11.0.0.0", false],
    [["10.0.0.0/8"], "9.255.255.255", false],
    [["10.0.0.0/8"], "::ffff:10.0.0.1", true],
    [["10.0.0.0/8"], "::ffff:a00:1", true],
    [["10.0.0.0/8"], "::ffff:11.0.0.1", false],
    [["192.0.2.7/32"], "192.0.2.7", true],
    [["192.0.2.7/32"], "192.0.2.8", false],
    [["2001:db8::/32"], "2001:db8:ffff::1", true],
    [["2001:db8::/32"], "2001:db9::", false],
    [["2001:db8::/32"], "10.0.0.1", false],
    [["fe80::/10"], "fe80::1%eth0", true],
    [["0.0.0.0/0"], "203.0.113.9", true],
    [["0.0.0.0/0"], "2001:db8::1", false],
    [["::/0"], "203.0.113.9", false],
    [["192.0.2.0/24", "10.0.0.0/8"], "10.0.0.1", true],
    [["10.0.0.0/8"], "", false],
    [["10.0.0.0/8"], "10.1", false],
    [["10.0.0.0/8"], "nonsense", false],
  ])("%j on %s: %s", (allowedCidrs, address, isAdmitted) => {
    expect(codeOf({ allowedCidrs }, { address })).toBe(isAdmitted ? null : "AddressNotAllowed");
  });

  it("go before the name: a stranger learns nothing of the pattern", () => {
    const limits = { namePattern: "db-*", allowedCidrs: ["192.0.2.0/24"] };
    const refusal = admissionRefusal(limits, asked);
    expect(refusal?.code).toBe("AddressNotAllowed");
    expect(refusal?.detail).not.toMatch(/db-|192\.0\.2/);
  });

  it("admit an IPv4 address alike in both of its forms", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (start, address, bits) => {
        const network = parseNetwork(`${start}/${bits}`);
        const allowedCidrs = [network ?? ""];
        const mapped = codeOf({ allowedCidrs }, { address: `::ffff:${address}` });
        expect(codeOf({ allowedCidrs }, { address })).toBe(mapped);
        expect(codeOf({ allowedCidrs }, { address: start })).toBeNull();
      }),
    );
  });
});

describe("parseNetwork", () => {
  it.each([
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["10.1.2.3/8", "10.0.0.0/8"],
    [" 192.0.2.7 ", "192.0.2.7/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:DB8::1", "2001:db8::1/128"],
    ["2001:db8:1::/32", "2001:db8::/32"],
    ["::/0", "::/0"],
    ["::ffff:10.0.0.0/104", "10.0.0.0/8"],
    ["::ffff:10.0.0.1", "10.0.0.1/32"],
    ["::ffff:0:0/95", null],
    ["10.0.0.0/33", null],
    ["::/129", null],
    ["10.0.0.0/08", null],
    ["10.0.0.0/", null],
    ["10.0.0.0/8/8", null],
    ["10.0.0.0/-1", null],
    ["10.0.0", null],
    ["010.0.0.1", null],
    ["0x0a.0.0.1", null],
    ["167772161", null],
    ["fe80::1%eth0", null],
    ["example.com", null],
    ["*", null],
    ["", null],
  ])("%s is %s", (text, network) => {
    expect(parseNetwork(text)).toBe(network);
  });

  it("gives what it gives again", () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 128 }), (start, bits) => {
        const network = parseNetwork(`${start}/${bits}`);
        if (network !== null) expect(parseNetwork(network)).toBe(network);
      }),
    );
  });
});
