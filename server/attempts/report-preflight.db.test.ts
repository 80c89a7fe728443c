import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aToken } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { makePreflightInbox } from "./preflight-inbox.ts";
import { reportPreflight } from "./report-preflight.ts";

let database: TestDatabase;
const clock = testClock();
const deps = () => ({ db: database.db, clock });
const noBtf = { code: "NoBtf", detail: "/sys/kernel/btf/vmlinux is missing" } as const;
const aReport = (changes: object = {}) => ({
  hostname: "ip-10-0-0-1",
  kernel: "5.4.0-generic",
  failed: [noBtf],
  ...changes,
});
const stored = () => database.db.enrollmentAttempt.findMany();

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.db.enrollmentAttempt.deleteMany());
afterAll(() => database[Symbol.asyncDispose]());

describe("a pre-flight report", () => {
  it("is one attempt with the first code and all that failed", async () => {
    const token = await aToken(testCtx(database.db, "admin", clock));
    const { id } = await database.db.enrollmentToken.findFirstOrThrow();
    const failed = [noBtf, { code: "MissingTool", detail: "tar is missing" }];
    const report = aReport({ failed, tokenPrefix: token.slice(0, 12), machineId: "m1" });
    await reportPreflight(deps(), report, "192.0.2.7");
    expect(await stored()).toMatchObject([
      {
        kind: "preflight",
        code: "NoBtf",
        detail: "NoBtf: /sys/kernel/btf/vmlinux is missing\nMissingTool: tar is missing",
        address: "192.0.2.7",
        hostname: "ip-10-0-0-1",
        kernel: "5.4.0-generic",
        machineId: "m1",
        tokenId: id,
        at: clock.now(),
      },
    ]);
  });

  it("keeps nothing that a page, a terminal or the database could choke on", async () => {
    const hostname = "a\0b\u001b[31m\u202e\ud800";
    await reportPreflight(deps(), aReport({ hostname, name: "é\n" }), "192.0.2.7");
    expect(await stored()).toMatchObject([{ hostname: "a?b?[31m??", name: "??" }]);
  });

  it.each([
    ["nothing failed", { failed: [] }],
    ["an unknown code", { failed: [{ code: "Other", detail: "" }] }],
    ["an unknown field", { admin: true }],
    ["a detail of 501 characters", { failed: [{ code: "NoBtf", detail: "x".repeat(501) }] }],
    ["a whole token", { tokenPrefix: "tvx_AAAAAAAAA" }],
  ])("is refused when %s", async (_title, changes) => {
    await expect(reportPreflight(deps(), aReport(changes), "192.0.2.7")).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });

  it("is stored 200 times an hour, whoever and however many at once", async () => {
    const report = (index: number) => reportPreflight(deps(), aReport(), `198.51.100.${index}`);
    const outcomes = await Promise.allSettled(Array.from({ length: 210 }, (_, i) => report(i)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(200);
    await expectRefused(report(1), "RateLimited");
    clock.advance(3_600_000);
    await report(1);
    expect(await stored()).toHaveLength(201);
  });
});

it("takes ten reports a minute of one address, and of a /64", async () => {
  const inbox = makePreflightInbox(deps());
  const send = (address: string) => inbox(address, async () => aReport());
  for (let count = 0; count < 10; count++) await send(`2001:db8::${count}`);
  await expectRefused(send("2001:db8::ffff"), "RateLimited");
  await send("192.0.2.7");
  expect(await stored()).toHaveLength(11);
});
