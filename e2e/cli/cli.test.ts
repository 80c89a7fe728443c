import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { enroll } from "../fleet.ts";
import { testAdmission } from "./admission.ts";
import type { CommandLine } from "./command-line.ts";
import { testConnecting } from "./connecting.ts";
import { documentedMetrics } from "./documented-metrics.ts";
import { openScene } from "./scene.ts";
import { nightly, runWorkflow } from "./workflow.ts";

const opened = new AsyncDisposableStack();
let console: TestConsole;
let telovix: CommandLine;
beforeAll(async () => {
  ({ console, telovix } = opened.use(await openScene()));
});
afterAll(() => opened.disposeAsync());

interface Gone {
  departed: { reason: string };
}

const names = async (...args: string[]) =>
  (await telovix.json("sensors", "list", "--all", ...args)).map(
    ({ name }: { name: string }) => name,
  );

testConnecting(() => ({ console, telovix }));
testAdmission(() => ({ console, telovix }));

test.for([
  ["a wrong key", 3, { TELOVIX_API_KEY: "tvk_wrong" }, ["status"], "[Unauthenticated]"],
  ["nobody there", 4, { TELOVIX_URL: "https://localhost:1" }, ["status"], "ECONNREFUSED"],
  ["no such command", 2, {}, ["sensors", "explode"], "unknown command"],
  ["no such status", 2, {}, ["sensors", "list", "--status", "sleepy"], "no status"],
  ["no time", 2, {}, ["sensors", "list", "--silent-over", "soon"], "7d"],
  ["what the Console refuses", 3, {}, ["sensors", "list", "--tag", "Bad"], "key:value"],
  ["no such sensor", 3, {}, ["sensors", "get", "nobody"], "No sensor is called"],
  ["nothing chosen", 2, {}, ["sensors", "delete", "--yes"], "Which sensors?"],
  ["nobody to ask", 2, {}, ["sensors", "delete", "--status", "stale"], "--yes"],
  ["more than allowed", 1, {}, ["sensors", "delete", "--every", "--at-most", "3"], "more than 3"],
] as const)("%s ends with %i", async ([, code, env, args, said]) => {
  const ran = await telovix.run([...args], { env });
  expect([ran.code, ran.err, ran.out]).toEqual([code, expect.stringContaining(said), ""]);
});

describe("sensors", () => {
  test("are listed by every filter", async () => {
    expect(await names("--tag", "kind:web", "--sort", "name")).toEqual(["web-1", "web-2", "web-3"]);
    expect(await names("--any-tag", "kind:web,kind:db", "--no-tag", "kind:web")).toEqual([
      "db-1",
      "db-2",
      "db-3",
    ]);
    expect((await names("--no-tag", "env:prod")).length).toBe(3);
    expect((await names("--status", "stale")).every((name: string) => /db/.test(name))).toBe(true);
    expect((await names("--silent-over", "7d", "--desc"))[0]).toBe("old-3");
    expect((await names("--silent-under", "1m")).length).toBe(3);
    expect(await names("--ephemeral")).toEqual([]);
  });

  test("are a table for people, one answer or a line each for programs", async () => {
    const { out, err } = await telovix.run(["sensors", "list", "--limit", "2"]);
    const [head, first] = out.split("\n");
    expect(head?.indexOf("STATUS")).toBe(first?.indexOf("stale"));
    expect(err).toContain("2 of 12");
    const page = await telovix.json("sensors", "list", "--limit", "2");
    expect(page).toMatchObject({ items: [{ name: "db-1" }, {}], total: 12 });
    const next = await telovix.json("sensors", "list", "--limit", "1", "--cursor", page.nextCursor);
    expect(next.items[0].name).toBe("db-3");
    const lines = await telovix.run(["sensors", "list", "--all", "--jsonl"]);
    expect(
      lines.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).name).length,
    ).toBe(12);
  });

  test("may be read by who reads only the first line", async () => {
    const { code, err } = await telovix.shell("telovix sensors list --all --jsonl | head -c1");
    expect([code, err]).toEqual([0, ""]);
  });

  test("get tags, one and many", async () => {
    await telovix.json("sensors", "tags", "web-1", "--set", "kind:web,env:prod,rack:7");
    expect(await names("--tag", "rack:7")).toEqual(["web-1"]);
    const changed = await telovix.run([
      "sensors",
      "tags",
      "--tag",
      "kind:web",
      "--add",
      "rack:8",
      "--remove",
      "rack:7",
      "--yes",
    ]);
    expect([changed.code, changed.err]).toEqual([0, expect.stringContaining("3 of 3 done")]);
    expect((await telovix.json("sensors", "get", "web-1")).tags).toContain("rack:8");
  });

  test("are deleted by filter, as the nightly workflow does, and by name", async () => {
    const { steps, summary } = await runWorkflow(nightly, {
      temp: join(telovix.home, "runner"),
      path: process.env.PATH ?? "",
      expressions: {
        "vars.TELOVIX_URL": console.url,
        "vars.TELOVIX_CA": console.ca,
        "secrets.TELOVIX_API_KEY": telovix.env.TELOVIX_API_KEY ?? "",
      },
      shell: telovix.shell,
    });
    expect(steps.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(steps.at(-1)?.text).toContain("3 of 3 done");
    expect(summary).toMatch(/old-1.*\n.*old-2.*\n.*old-3/);
    expect(await names("--tag", "kind:old")).toEqual([]);
    expect((await names("--tag", "kind:keep")).length).toBe(3);

    const { out } = await telovix.run(["sensors", "delete", "db-1", "db-2", "--yes", "--no-wait"]);
    const job = await telovix.json("jobs", "get", out.trim(), "--wait");
    expect(job).toMatchObject({ state: "succeeded", total: 2, done: 2, failed: 0 });
    const gone = await telovix.json(
      "departed",
      "list",
      "--q",
      "db-",
      "--reason",
      "deleted",
      "--all",
    );
    expect(gone.map(({ departed }: Gone) => departed.reason)).toEqual(["deleted", "deleted"]);
    expect((await telovix.run(["jobs", "undo", job.id])).err).toContain("2 of 2 done");
    expect((await names("--tag", "kind:db")).length).toBe(3);
  });

  test("are made ephemeral and permanent, and jobs tell of each", async () => {
    const on = ["sensors", "ephemeral", "on", "web-1", "web-2", "--remove-after", "2h", "--yes"];
    expect((await telovix.run(on)).err).toContain("2 of 2 done");
    expect((await telovix.json("sensors", "get", "web-1")).removeAfterSeconds).toBe(7_200);
    const off = ["sensors", "ephemeral", "off", "--ephemeral", "--yes", "--at-most", "2"];
    expect((await telovix.run(off)).code).toBe(0);
    expect(await names("--ephemeral")).toEqual([]);
    const [job] = await telovix.json("jobs", "list", "--kind", "ephemeral", "--all");
    const items = await telovix.json("jobs", "get", job.id, "--items", "--all");
    expect(items.map(({ state }: { state: string }) => state)).toEqual(["done", "done"]);
    const again = await telovix.run(["sensors", "ephemeral", "off", "web-1", "--yes"]);
    expect([again.code, again.err]).toEqual([0, expect.stringContaining("Nothing to do")]);
  });
});

test("a token is made, enrolls, is rotated and revoked", async () => {
  const { out, err } = await telovix.run([
    "tokens",
    "create",
    "--type",
    "batch",
    "--max-uses",
    "2",
  ]);
  expect(err).toContain("Shown only once");
  await enroll(console, { token: out.trim(), name: "by-token" });
  const [token] = await telovix.json(
    "tokens",
    "list",
    "--state",
    "active",
    "--limit",
    "1",
    "--all",
  );
  expect(token).toMatchObject({ uses: 1, maxUses: 2, createdBy: "cli" });
  const rotated = await telovix.json("tokens", "rotate", token.id, "--overlap", "1h");
  await enroll(console, { token: rotated.tokens[0].token, name: "by-new-token" });
  expect((await telovix.run(["tokens", "revoke", token.id, "--yes"])).code).toBe(0);
  expect(await telovix.json("tokens", "get", token.id)).toMatchObject({ state: "revoked" });
  const refused = enroll(console, { token: out.trim(), name: "too-late" });
  await expect(refused).rejects.toThrow("TokenRevoked");
});

test("users are invited, given a role and disabled; API keys are made and revoked", async () => {
  const invite = await telovix.run(["users", "invite", "new@example.com", "--role", "operator"]);
  expect(invite.out.trim()).toMatch(new RegExp(`^${console.url}/`));
  await console.cli("user", "create", "--email", "second@example.com", "--role", "viewer");
  expect((await telovix.run(["users", "role", "second@example.com", "operator"])).code).toBe(0);
  const [second] = await telovix.json("users", "list", "--q", "second@", "--all");
  expect(second).toMatchObject({ role: "operator", state: "enabled" });
  expect((await telovix.run(["users", "disable", "second@example.com"])).code).toBe(2);
  const disabled = await telovix.run(["users", "disable", "second@example.com", "--yes"]);
  expect(disabled.code).toBe(0);

  const made = await telovix.json("api-keys", "create", "--name", "ci", "--role", "viewer");
  const env = { TELOVIX_API_KEY: made.key };
  expect((await telovix.run(["sensors", "counts"], { env })).code).toBe(0);
  const refused = await telovix.run(["sensors", "delete", "--every", "--yes"], { env });
  expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("[Forbidden]")]);
  expect((await telovix.run(["api-keys", "revoke", made.id, "--yes"])).code).toBe(0);
  expect((await telovix.run(["sensors", "counts"], { env })).code).toBe(3);
});

test("settings, status, audit and any other call", async () => {
  expect((await telovix.run(["settings", "set", "retention.auditDays=400"])).code).toBe(0);
  expect((await telovix.run(["settings", "get", "retention.auditDays"])).out).toBe("400\n");
  const { sensors } = await telovix.json("status");
  expect(sensors.total).toBe((await telovix.json("sensors", "counts")).total);
  const entries = await telovix.json("audit", "list", "--action", "settings_changed", "--all");
  expect(entries[0]).toMatchObject({ actorName: "cli" });
  const exported = await telovix.run(["audit", "export", "--from", "2000-01-01"]);
  expect(
    exported.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).seq),
  ).toContain(1);
  const csv = await telovix.run([
    "audit",
    "export",
    "--format",
    "csv",
    "--action",
    "api_key_created",
  ]);
  expect(csv.out.split(/\r?\n/)[0]).toContain("seq");
  expect(csv.out).toContain("api_key_created");
  const verified = await telovix.run(["audit", "verify"]);
  expect([verified.code, verified.err]).toEqual([0, expect.stringContaining("intact")]);
  await writeFile(join(telovix.home, "body.json"), JSON.stringify({ type: "one_time" }));
  const called = await telovix.run([
    "api",
    "/enrollment-tokens",
    "-X",
    "POST",
    "--body",
    "body.json",
  ]);
  expect(JSON.parse(called.out).tokens[0].type).toBe("one_time");
});

test("bash completes commands and options", async () => {
  const { out } = await telovix.shell(`source <(telovix completion bash)
    COMP_WORDS=(telovix sensors del); COMP_CWORD=2; _telovix; echo "\${COMPREPLY[*]}"`);
  expect(out.trim()).toBe("delete");
});

test("metrics tell of it, in the same names as the documents", async () => {
  const { status, text } = await console.anonymous.call("/metrics");
  expect(status).toBe(200);
  const told = [...text.matchAll(/^# TYPE (telovix_\S+)/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual((await documentedMetrics()).sort());
  expect(text).toMatch(/^telovix_enrollments_total\{outcome="enrolled"\} [1-9]/m);
  expect(text).toMatch(/^telovix_enrollments_total\{outcome="TokenRevoked"\} 1$/m);
  expect(text).toContain('route="/api/v1/sensors/{id}"');
  expect(text).not.toMatch(/web-1|tvx_|cli"/);
});

test("the log has a line for each request, with the id of the answer and no secret", async () => {
  const key = telovix.env.TELOVIX_API_KEY ?? "";
  const headers = { authorization: `Bearer ${key}` };
  const answer = await console.anonymous.call("/api/v1/sensors?q=whisper", { headers });
  const id = String(answer.headers["x-request-id"]);
  const lines = () =>
    console
      .process()
      .output()
      .split("\n")
      .filter((line) => line.includes(id));
  await eventually("the line", 5_000, () => lines().length > 0);
  expect(JSON.parse(lines()[0] ?? "")).toMatchObject({
    ...{ method: "GET", route: "/api/v1/sensors", status: 200, msg: "Request" },
    actor: expect.stringMatching(/^api-key:/),
  });
  expect(console.process().output()).not.toContain("whisper");
  expect(console.process().output()).not.toContain(key);
});
