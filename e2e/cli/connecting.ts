import { createHash, X509Certificate } from "node:crypto";
import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Scene } from "./scene.ts";

/** How `telovix` comes to a machine, and whom it believes. */
export function testConnecting(scene: () => Pick<Scene, "console" | "telovix">): void {
  describe("the download", () => {
    test("is one file with a checksum, an ETag and a shebang", async () => {
      const { anonymous } = scene().console;
      const file = await anonymous.call("/api/v1/cli/telovix.mjs");
      const sum = await anonymous.call("/api/v1/cli/telovix.mjs/sha256");
      expect(sum.text.split(" ")[0]).toBe(createHash("sha256").update(file.text).digest("hex"));
      expect(file.text).toMatch(/^#!\/usr\/bin\/env node\n/);
      const again = { headers: { "if-none-match": String(file.headers.etag) } };
      expect((await anonymous.call("/api/v1/cli/telovix.mjs", again)).status).toBe(304);
      expect((await anonymous.call("/api/v1/cli/other")).json.code).toBe("NotFound");
    });

    test("runs as a module under its own name too", async () => {
      const { out } = await scene().telovix.shell(
        "cp telovix telovix.mjs; ./telovix.mjs --version",
      );
      expect(out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
    });
  });

  describe("trust", () => {
    const fingerprint = () => new X509Certificate(scene().console.ca).fingerprint256;

    test("only the given CA, or the CA with the given fingerprint", async () => {
      const status = (env: Record<string, string>, ...args: string[]) =>
        scene().telovix.run(["sensors", "counts", ...args], {
          env: { TELOVIX_CA_CERT: "", ...env },
        });
      const untrusted = await status({});
      expect([untrusted.code, untrusted.err]).toEqual([4, expect.stringContaining("not trusted")]);
      expect((await status({}, "--ca-cert", "ca.pem")).code).toBe(0);
      expect((await status({ TELOVIX_CA_FINGERPRINT: `sha256:${fingerprint()}` })).code).toBe(0);
      const other = await status({}, "--ca-fingerprint", "0".repeat(64));
      expect([other.code, other.err]).toEqual([4, expect.stringContaining("another fingerprint")]);
    });

    test("configure keeps what works, for its owner alone", async () => {
      const env = {
        TELOVIX_URL: "",
        TELOVIX_CA_CERT: "",
        TELOVIX_API_KEY: "",
        XDG_CONFIG_HOME: "",
      };
      const given = ["configure", "--url", scene().console.url, "--ca-fingerprint", fingerprint()];
      const input = `${scene().telovix.env.TELOVIX_API_KEY}\n`;
      const configured = await scene().telovix.run(given, { env, input });
      expect([configured.code, configured.err]).toEqual([0, expect.stringContaining("12 sensors")]);
      const file = join(scene().telovix.home, ".config/telovix/config.json");
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await scene().telovix.run(["status"], { env })).code).toBe(0);
      await chmod(file, 0o644);
      expect(await scene().telovix.run(["status"], { env })).toMatchObject({
        code: 1,
        err: expect.stringContaining(`chmod 600 ${file}`),
      });
      await chmod(file, 0o600);
    });
  });
}
