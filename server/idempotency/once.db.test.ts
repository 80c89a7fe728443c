import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectRefused } from "../testing/expect.ts";
import { createTokens } from "../tokens/create.ts";
import { CreateTokens } from "../tokens/schema.ts";
import type { RequestContext } from "../trpc/init.ts";
import { claim } from "./claim.ts";
import { fingerprint } from "./key.ts";
import { type KeyedRequest, once } from "./once.ts";

const day = 86_400_000;
const url = new URL("https://console/api/v1/enrollment-tokens");
const input = CreateTokens.parse({ type: "one_time" });
const request: KeyedRequest = { key: "k-1", url, input };
let clock = testClock();
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  clock = testClock();
  await database.db.idempotencyKey.deleteMany();
  await database.db.enrollmentToken.deleteMany();
});
afterAll(() => database[Symbol.asyncDispose]());

function as(role: "admin" | "operator" = "admin"): RequestContext {
  const live = { changes: async function* () {} };
  return {
    ...testCtx(database.db, role, clock),
    live,
    requestId: "r",
    log: pino({ level: "silent" }),
  };
}

/** Makes a real token, as the route would. */
async function create(context: RequestContext) {
  const { actor } = context;
  if (!actor) throw new AppError("Unauthenticated");
  return { status: 201, body: await createTokens({ ...context, actor }, { ...input }) };
}
const made = () => database.db.enrollmentToken.count();

describe("the same request with the same key", () => {
  it("is done once, and answered alike with the secret", async () => {
    const first = await once(as(), request, create);
    const second = await once(as(), { ...request, input: { ...input } }, create);
    expect(first.isReplayed).toBe(false);
    expect(second).toEqual({ ...first, isReplayed: true });
    expect(await made()).toBe(1);
  });

  it("is done again by another caller, and after a day", async () => {
    await once(as(), request, create);
    expect((await once(as("operator"), request, create)).isReplayed).toBe(false);
    clock.advance(day + 1);
    expect((await once(as(), request, create)).isReplayed).toBe(false);
    expect(await made()).toBe(3);
    expect(await database.db.idempotencyKey.count()).toBe(1);
  });

  it("keeps the answer where nobody can read it", async () => {
    const { body } = await once(as(), request, create);
    const secret = (body as { tokens: { token: string }[] }).tokens[0]?.token ?? "";
    const row = await database.db.idempotencyKey.findFirstOrThrow();
    expect(secret).toMatch(/^tv/);
    expect(Buffer.from(row.answer ?? []).includes(secret)).toBe(false);
  });

  it("waits while the first is being answered, and only one of many is done", async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => once(as(), request, create)),
    );
    const refused = all.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(await made()).toBe(1);
    for (const error of refused)
      expect(error).toMatchObject({ code: "RequestInProgress", retryAfterSeconds: 1 });
  });
});

describe("another request with the same key", () => {
  it("is refused, whatever became of the first", async () => {
    await once(as(), request, create);
    const other = { ...request, input: { ...input, description: "other" } };
    await expectRefused(once(as(), other, create), "IdempotencyKeyReused");
  });
});

describe("a refusal", () => {
  const failing = (error: AppError) => once(as(), request, () => Promise.reject(error));

  it("of the action is the key's answer", async () => {
    await expectRefused(failing(new AppError("CountChanged", "12 now.")), "CountChanged");
    const again = await once(as(), request, create);
    expect(again).toMatchObject({ isReplayed: true, status: 409 });
    expect(again.body).toMatchObject({ code: "CountChanged", detail: "12 now." });
  });

  it.each(["Internal", "InvalidRequest", "Forbidden"] as const)(
    "with %s leaves the key free",
    async (code) => {
      await expectRefused(failing(new AppError(code)), code);
      expect((await once(as(), request, create)).isReplayed).toBe(false);
    },
  );
});

describe("a process that dies", () => {
  /** What is left of one: its claim, and what committed before. */
  const mine = { actor: "user:the-admin", key: "k-1", id: crypto.randomUUID() };

  it("before it did anything: the request runs when the claim is over", async () => {
    await claim(as(), { ...mine, fingerprint: fingerprint(url, input) });
    await expectRefused(once(as(), request, create), "RequestInProgress");
    clock.advance(120_000);
    expect((await once(as(), request, create)).status).toBe(201);
  });

  it("after the action, before its answer was kept: it is never done again", async () => {
    const lost = as();
    const broken = { ...lost, secretBox: { ...lost.secretBox, seal: () => fail() } };
    await once(broken, request, create);
    await expectRefused(once(as(), request, create), "RequestInProgress");
    clock.advance(120_000);
    await expectRefused(once(as(), request, create), "AnswerLost");
    expect(await made()).toBe(1);
  });

  it("slowly: who lost the key to another commits nothing", async () => {
    const slow = once(as(), request, async (context) => {
      clock.advance(120_000);
      await once(as(), request, create);
      return create(context);
    });
    await expectRefused(slow, "RequestInProgress");
    expect(await made()).toBe(1);
  });
});

function fail(): never {
  throw new Error("the process died");
}
