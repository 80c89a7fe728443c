import { afterAll, beforeAll, expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { aUser, testPassword } from "../testing/people.ts";
import { makeAuth } from "./auth.ts";

const email = "ada@example.com";
const origin = "https://console.test:15483";
let database: TestDatabase;
let auth: ReturnType<typeof makeAuth>;

beforeAll(async () => {
  database = await testDatabase();
  const secret = "of this test, and long enough to be one";
  auth = makeAuth({ ...testCtx(database.db, "admin"), secret });
});
afterAll(() => database[Symbol.asyncDispose]());

/** One browser: what it is given as cookies, it sends from then on. */
function aBrowser() {
  const cookies = new Map<string, string>();
  return async (path: string, body: object) => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { cookie, origin, host: new URL(origin).host };
    const response = await auth.handler(
      new Request(`${origin}/api/auth${path}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value && !/max-age=0/i.test(set)) cookies.set(name, value);
      else cookies.delete(name);
    }
    return { status: response.status, json: await response.json() };
  };
}

it("no browser is trusted for good, whatever it asks for", async () => {
  const { id } = await aUser(database.db, { email });
  const desk = aBrowser();
  await desk("/sign-in/email", { email, password: testPassword });
  const { json } = await desk("/two-factor/enable", { password: testPassword });
  const [first, second] = json.backupCodes;
  await database.db.user.update({ where: { id }, data: { twoFactorEnabled: true } });
  await database.db.twoFactor.updateMany({ where: { userId: id }, data: { verified: true } });
  const phone = aBrowser();
  const signIn = () => phone("/sign-in/email", { email, password: testPassword });
  expect((await signIn()).json).toMatchObject({ twoFactorRedirect: true });
  const proof = { code: first, trustDevice: true };
  expect((await phone("/two-factor/verify-backup-code", proof)).status).toBe(200);
  expect((await signIn()).json).toMatchObject({ twoFactorRedirect: true });
  const noSession = { code: second, disableSession: true };
  expect((await phone("/two-factor/verify-backup-code", noSession)).json.token).toBeTruthy();
});
