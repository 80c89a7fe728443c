import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { createApiKey, verifyApiKey } from "../auth/api-key.ts";
import { makeCreateContext } from "../console/create-context.ts";
import { makeRateLimits } from "../rest/rate-limits.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { testDatabase } from "../testing/database.ts";
import { makeTrpcHandler } from "./handler.ts";

it("counts each call of a batch", async () => {
  await using database = await testDatabase();
  const { db } = database;
  const clock = testClock();
  const { actor: _actor, ...shared } = testCtx(db, "viewer", clock);
  const { key } = await createApiKey(testCtx(db, "admin", clock), { name: "v", role: "viewer" });
  const identify = (headers: Headers) =>
    verifyApiKey(db, (headers.get("authorization") ?? "").slice(7), { now: clock.now() });
  const live = { changes: async function* () {} };
  const policy = { points: 4, duration: 60 };
  const handle = makeTrpcHandler({
    createContext: makeCreateContext({ ...shared, live, identify }),
    limits: makeRateLimits({ caller: policy, address: policy }),
  });
  await using server = createServer((request, response) => void handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/trpc`;
  const ask = async (times: number) => {
    const calls = Array.from({ length: times }, () => "account.me").join(",");
    const headers = { authorization: `Bearer ${key}` };
    return (await fetch(`${base}/${calls}?batch=1`, { headers })).status;
  };
  expect([await ask(3), await ask(1), await ask(1)]).toEqual([200, 200, 429]);
});
