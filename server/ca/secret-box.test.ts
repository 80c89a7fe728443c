import { describe, expect, it } from "vitest";
import { seal, unseal } from "./secret-box.ts";
import { isDue, serverNames } from "./server-certificate.ts";

describe("secret box", () => {
  it("opens with the secret it was sealed with", () => {
    expect(unseal("one secret", seal("one secret", "the key"))).toBe("the key");
  });

  it("says what is wrong when it is another secret, or when it was changed", () => {
    const sealed = seal("one secret", "the key");
    expect(() => unseal("another", sealed)).toThrow("TELOVIX_SECRET");
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => unseal("one secret", sealed)).toThrow("TELOVIX_SECRET");
  });

  it("shows nothing of what is inside, and never the same twice", () => {
    const [one, two] = [seal("s", "the key"), seal("s", "the key")];
    expect(Buffer.from(one).toString("latin1")).not.toContain("the key");
    expect(one).not.toEqual(two);
  });
});

describe("server certificate", () => {
  const names = serverNames("https://console.test:15483");
  const now = new Date("2026-06-01T00:00:00Z");
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

  it("names the public host and loopback", () => {
    expect(names).toEqual(
      expect.arrayContaining(["console.test", "localhost", "127.0.0.1", "::1"]),
    );
    expect(serverNames("https://[::1]:15483")).toContain("::1");
  });

  it("is due with a third of its life left, or when a name is missing", () => {
    expect(isDue({ notAfter: inDays(30.001), names }, names, now)).toBe(false);
    expect(isDue({ notAfter: inDays(30), names }, names, now)).toBe(true);
    expect(isDue({ notAfter: inDays(89), names: ["localhost"] }, names, now)).toBe(true);
  });
});
