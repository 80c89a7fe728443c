import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig } from "./config.ts";

describe("parseConfig", () => {
  it("has a default for everything", () => {
    const { config } = parseConfig({});
    expect(config.console.port).toBe(15483);
    expect(config.gateway.port).toBe(15484);
    expect(config.database.embedded).toBe(true);
  });

  it.each([
    ["TELOVIX_CONSOLE_PORT", "0"],
    ["TELOVIX_CONSOLE_PORT", "http"],
    ["TELOVIX_SENSOR_PORT", "15483"],
    ["DATABASE_URL", "mysql://x"],
    ["TELOVIX_PUBLIC_URL", "http://console.example.com"],
    ["TELOVIX_PUBLIC_URL", "https://console.example.com/path"],
    ["TELOVIX_PUBLIC_URL", "https://user:pw@console.example.com"],
    ["TELOVIX_PUBLIC_URL", "https://x.test/$(reboot)"],
    ["TELOVIX_PUBLIC_URL", "https://$(reboot)"],
    ["TELOVIX_PUBLIC_URL", "https://a'b"],
    ["TELOVIX_ADMIN_EMAIL", "nobody"],
    ["TELOVIX_ADMIN_PASSWORD", "short"],
    ["TELOVIX_SECRET", "short"],
    ["TELOVIX_TLS_CERT", "/only/one"],
    ["TELOVIX_TYPO", "1"],
  ])("refuses %s=%s and names it", (name, value) => {
    expect(() => parseConfig({ [name]: value })).toThrow(name);
  });

  it("takes any text without crashing in another way", () => {
    const names = ["TELOVIX_CONSOLE_PORT", "TELOVIX_PUBLIC_URL", "DATABASE_URL", "TELOVIX_SECRET"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string(), (name, value) => {
        try {
          parseConfig({ [name]: value });
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
    );
  });

  it("keeps secrets out of the part that is logged", () => {
    const { config } = parseConfig({
      TELOVIX_SECRET: "s".repeat(40),
      TELOVIX_ADMIN_PASSWORD: "p".repeat(20),
    });
    expect(JSON.stringify(config)).not.toMatch(/ssss|pppp/);
  });
});
