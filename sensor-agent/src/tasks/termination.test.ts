import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const world = join(import.meta.dirname, "../testing/metadata-world.ts");
const setUp = "ip link set lo up && ip address add 169.254.169.254/32 dev lo";

/** What the sensor makes of a metadata service, on the address where clouds have theirs. */
async function inWorld(what: string) {
  const script = `${setUp} && exec "$0" "$@"`;
  const args = ["--user", "--map-root-user", "--net", "sh", "-c", script];
  const { stdout } = await promisify(execFile)("unshare", [...args, process.execPath, world, what]);
  return JSON.parse(stdout);
}

describe("a metadata service", () => {
  it.each([
    ["imdsv1", { cloud: "aws", id: "i-0123456789abcdef0" }, { inSeconds: 0, source: "aws" }],
    ["imdsv2", { cloud: "aws", id: "i-0123456789abcdef0" }, { inSeconds: 120, source: "aws" }],
    ["gcp", { cloud: "gcp", id: "worker-7" }, { inSeconds: 30, source: "gcp" }],
    [
      "azure",
      { cloud: "azure", id: "02aab8a4-74ef-476e-8182-f6d2ba4166a6" },
      { inSeconds: 300, source: "azure" },
    ],
  ])("%s: gives the instance's name, announces its end and calls it off", async (...row) => {
    const [dialect, instance, notice] = row;
    const { found, announced, calledOff } = await inWorld(dialect);
    expect(found.value).toEqual(instance);
    expect(announced.source).toBe(notice.source);
    expect(Math.abs(announced.inSeconds - notice.inSeconds)).toBeLessThanOrEqual(3);
    expect(calledOff).toBeNull();
  });

  it("with IMDSv2 sessions is never asked without one for the name", async () => {
    const { heard } = await inWorld("imdsv2");
    expect(heard[0]).toBe("PUT /latest/api/token 200");
    expect(heard).toContain("GET /latest/meta-data/instance-id 200");
    expect(heard).not.toContain("GET /latest/meta-data/instance-id 401");
  });

  it.each(["nobody", "silent"])("that is not there (%s) costs 1.5 s at most", async (what) => {
    const { found, watched, notice } = await inWorld(what);
    expect([found.value, notice]).toEqual([null, null]);
    expect(found.tookMs).toBeLessThan(1_500);
    expect(watched.tookMs).toBeLessThan(1_500);
  });
});
