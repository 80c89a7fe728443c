import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { children } from "../processes.ts";
import { runProduct } from "../product-process.ts";
import { review } from "../review.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
beforeAll(async () => {
  console = opened.use(await startConsole());
});
afterAll(() => opened.disposeAsync());

const databaseUrl = () =>
  `postgresql://postgres@localhost/telovix?host=${encodeURIComponent(join(console.dataDir, "postgres"))}`;

test("keeps the data folder and its secret to itself", async () => {
  expect((await stat(console.dataDir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(console.dataDir, "secret"))).mode & 0o777).toBe(0o600);
});

test("a second instance on the same data folder is refused and harms nothing", async () => {
  const { code, stderr, stdout } = await runProduct(
    { ...console.env, TELOVIX_CONSOLE_PORT: "1", TELOVIX_SENSOR_PORT: "2" },
    ["server/main.ts"],
  );
  expect(code).not.toBe(0);
  expect(`${stdout}${stderr}`.trim().split("\n")).toEqual([
    expect.stringContaining(`Another Telovix runs on the data folder ${console.dataDir}`),
  ]);
  expect((await console.anonymous.call("/readyz")).status).toBe(200);
});

test.for(["console", "gateway"])(
  "a killed %s is started again, and the log says so",
  async (role) => {
    const [victim] = (await children(console.process().pid)).filter(({ command }) =>
      command.includes(`main.ts ${role}`),
    );
    process.kill(victim?.pid ?? 0, "SIGKILL");
    await eventually("the restart in the log", 10_000, () =>
      console.process().output().includes(`${role} ended; restarting it`),
    );
    await eventually("a new child", 20_000, async () =>
      (await children(console.process().pid)).some(
        ({ pid, command }) => command.includes(`main.ts ${role}`) && pid !== victim?.pid,
      ),
    );
    await eventually(
      "ready again",
      20_000,
      async () => (await console.anonymous.call("/readyz")).status === 200,
    );
  },
);

test("clusters' API servers are answered while the database stands still, and it hears of it later", async () => {
  using admin = await console.apiClient("admin");
  await admin.call("/api/v1/enrollment-tokens", { body: { type: "cluster", clusterName: "oslo" } });
  const rule = { name: "Digests", templateId: "digest-required" };
  await admin.call("/api/v1/admission/rules", { body: rule });
  const ask = () => review(console.anonymous, "oslo", "nginx:1.27");
  await eventually("the rule", 5_000, async () => !(await ask()).allowed);
  const decisions = async () =>
    (await admin.call("/api/v1/admission/decisions?cluster=oslo")).json.total;
  await eventually("the log at rest", 10_000, async () => {
    const before = await decisions();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    return before > 0 && before === (await decisions());
  });
  const before = await decisions();
  const all = await children(console.process().pid);
  const postgres = all.filter(({ command }) => /^\S*postgres/.test(command));
  expect(postgres.length).toBeGreaterThan(3);
  for (const { pid } of postgres) process.kill(pid, "SIGSTOP");
  const answers = [];
  try {
    for (let n = 0; n < 10; n++) answers.push(await ask());
  } finally {
    for (const { pid } of postgres) process.kill(pid, "SIGCONT");
  }
  expect(answers.map(({ allowed }) => allowed)).toEqual(Array(10).fill(false));
  expect(answers[0]?.message).toMatch(/^Digests: .*\(container web\)$/);
  expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(2_000);
  await eventually("the decisions", 10_000, async () => (await decisions()) === before + 10);
});

test("SIGTERM ends every process within 10 s, and the next start finds its data", async () => {
  const before = await children(console.process().pid);
  expect(before.length).toBeGreaterThanOrEqual(4);
  const begin = performance.now();
  expect(await console.stop()).toBe(0);
  expect(performance.now() - begin).toBeLessThan(10_000);
  const names = await readdir("/proc");
  expect(before.filter(({ pid }) => names.includes(String(pid)))).toEqual([]);
  await console.start();
  const client = await console.signIn(console.admin.email, console.admin.password);
  expect((await client.call("/api/auth/get-session")).json.user.email).toBe(console.admin.email);
  client.close();
});

test("the generated password is printed at the first start and never again", async () => {
  await using fresh = await startConsole({ env: { TELOVIX_ADMIN_PASSWORD: "" } });
  // The console answers before the supervisor, which waits for the gateways too, says so.
  const password = () => /with the password (\S+)/.exec(fresh.process().output())?.[1];
  await eventually("the password in the output", 10_000, () => password() !== undefined);
  const printed = password() ?? "";
  const client = await fresh.signIn(fresh.admin.email, printed);
  await fresh.stop();
  await fresh.start();
  expect(fresh.process().output()).not.toContain("password");
  client.close();
});

test("a database of a newer version is refused and left as it is", async () => {
  const client = new pg.Client(databaseUrl());
  await client.connect();
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ('future', 'x', '29990101000000_future', now(), 1)`,
  );
  await client.end();
  await console.stop();
  const { code, stdout, stderr } = await runProduct(console.env, ["server/main.ts"]);
  expect(code).not.toBe(0);
  expect(`${stdout}${stderr}`).toMatch(/newer Telovix.*29990101000000_future/);
  expect(await readFile(join(console.dataDir, "postgres/cluster/PG_VERSION"), "utf8")).toMatch(
    /^18/,
  );
});
