import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenState } from "./state.ts";
import { generateToken, parseToken } from "./token.ts";

describe("enrollment tokens", () => {
  it("reads what it generates, and keeps only a prefix and a hash", () => {
    const { token, prefix, hash } = generateToken();
    expect(parseToken(token)).toEqual({ prefix, hash });
    expect(token.startsWith(prefix)).toBe(true);
    expect(hash).toEqual(createHash("sha256").update(token).digest());
  });

  it("notices every single mistyped or missing character", () => {
    const { token } = generateToken();
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A";
      expect(parseToken(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      expect(parseToken(token.slice(0, at) + token.slice(at + 1))).toBeNull();
    }
  });

  it("takes nothing else for a token", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(parseToken(text)).toBeNull();
      }),
    );
    for (const text of ["$(reboot)", "tvx_", `tvx_${"a".repeat(10_000)}`, "tvx_\n", "😀"]) {
      expect(parseToken(text)).toBeNull();
    }
  });
});

describe("tokenState", () => {
  const now = new Date("2026-06-01T12:00:00Z");
  const at = (ms: number) => new Date(now.getTime() + ms);
  const token = { revokedAt: null, expiresAt: at(1), maxUses: 2, uses: 1 };

  it.each([
    ["active until its last millisecond", token, "active"],
    ["expired at its time", { ...token, expiresAt: now }, "expired"],
    ["exhausted at its last use", { ...token, uses: 2 }, "exhausted"],
    ["never exhausted without a limit", { ...token, maxUses: null, uses: 9_999 }, "active"],
    ["revoked above all", { ...token, revokedAt: now, uses: 2, expiresAt: at(-1) }, "revoked"],
  ])("is %s", (_title, value, state) => {
    expect(tokenState(value, now)).toBe(state);
  });
});
