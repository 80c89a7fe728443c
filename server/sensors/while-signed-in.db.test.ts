import { afterAll, beforeAll, expect, it } from "vitest";
import { createApiKey, revokeApiKey } from "../auth/api-key.ts";
import type { Actor } from "../context.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectRefused } from "../testing/expect.ts";
import { aSession, aUser } from "../testing/people.ts";
import { disableUser } from "../users/disable.ts";
import { whileSignedIn } from "./while-signed-in.ts";

let database: TestDatabase;
const clock = testClock();
const admin = () => testCtx(database.db, "admin", clock);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Tells something every six seconds. */
function told(actor: Actor) {
  async function* changes() {
    for (let number = 1; ; number++) {
      clock.advance(6_000);
      yield number;
    }
  }
  const told = whileSignedIn({ db: database.db, clock, actor }, changes());
  return async () => (await told.next()).value;
}

it("a user who is disabled hears no more", async () => {
  const { id } = await aUser(database.db, { email: "ada@example.com" });
  const session = await aSession(database.db, id);
  const next = told({ kind: "user", id, name: "Ada", role: "viewer", sessionId: session.id });
  expect([await next(), await next(), await next()]).toEqual([1, 2, 3]);
  await disableUser(admin(), { id });
  await expectRefused(next(), "Unauthenticated");
});

it("nor does the holder of a key that is revoked", async () => {
  const { id } = await createApiKey(admin(), { name: "feed", role: "viewer" });
  const next = told({ kind: "api-key", id, name: "feed", role: "viewer" });
  expect([await next(), await next(), await next()]).toEqual([1, 2, 3]);
  await revokeApiKey(admin(), { id });
  await expectRefused(next(), "Unauthenticated");
});
