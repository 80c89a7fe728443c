import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enroll } from "../enrollment/enroll.ts";
import { deleteSensor } from "../sensors/delete.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aRequest, aSensor, enrollDeps } from "../testing/enrollment.ts";
import { expectRefused } from "../testing/expect.ts";
import { createTokens } from "./create.ts";
import { getToken } from "./get.ts";
import { listTokenSensors } from "./ledger.ts";
import { CreateTokens, ListTokenSensors } from "./schema.ts";

const clock = testClock();
let database: TestDatabase;
let id = "";
const names = ["a", "b", "c", "d", "e"];
const as = (role: "viewer" | "admin" | "provisioner") => testCtx(database.db, role, clock);
const ledger = (input: object = {}) =>
  listTokenSensors(as("viewer"), ListTokenSensors.parse({ id, ...input }));

beforeAll(async () => {
  database = await testDatabase();
  await aSensor(as("admin"), { name: "of-another-token" });
  const input = CreateTokens.parse({ type: "batch", maxUses: 10 });
  const [token] = (await createTokens(as("admin"), input)).tokens;
  id = token?.id ?? "";
  const deps = await enrollDeps(as("admin"));
  for (const name of names) {
    const { sensorId } = await enroll(deps, aRequest(token?.token ?? "", { name }));
    if (name === "b" || name === "d") await deleteSensor(as("admin"), { id: sensorId });
    // Two of them enrolled at the same moment.
    if (name !== "c") clock.advance(1_000);
  }
});
afterAll(() => database[Symbol.asyncDispose]());

describe("a token's ledger", () => {
  it("holds what it enrolled, newest first, each as it is now", async () => {
    const { items, total } = await ledger();
    expect(items.map(({ name }) => name).sort()).toEqual(names);
    expect(items[0]?.name).toBe("e");
    expect(total).toBe(5);
    expect(items.find(({ name }) => name === "a")).toMatchObject({
      status: "healthy",
      departed: null,
    });
    expect(items.find(({ name }) => name === "b")).toMatchObject({
      status: "departed",
      departed: { reason: "deleted", by: "admin@test" },
    });
  });

  it.each([
    [{ departed: true }, ["b", "d"]],
    [{ departed: false }, ["a", "c", "e"]],
  ])("filters by %j and counts what it shows", async (filter, expected) => {
    const { items, total } = await ledger(filter);
    expect(items.map(({ name }) => name).sort()).toEqual(expected);
    expect(total).toBe(expected.length);
  });

  it("pages through all, each once", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await ledger({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual(names);
  });

  it("is counted on the token itself", async () => {
    const token = await getToken(as("viewer"), { id });
    expect(token.counts).toEqual({ live: 3, departed: 2 });
    expect(token.sensors).toEqual((await ledger()).items);
  });

  it("refuses an unknown token, a foreign cursor and provisioners", async () => {
    await expectRefused(ledger({ id: "00000000-0000-4000-8000-000000000000" }), "NotFound");
    await expectRefused(ledger({ cursor: "bm90aGluZw" }), "InvalidRequest");
    const input = ListTokenSensors.parse({ id });
    await expectRefused(listTokenSensors(as("provisioner"), input), "Forbidden");
  });
});
