import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { createApiKey, verifyApiKey } from "../auth/api-key.ts";
import { type Role, roles } from "../auth/role.ts";
import { openAuthority } from "../ca/authority.ts";
import { serverIdentity } from "../ca/server-certificate.ts";
import type { Clock } from "../clock.ts";
import { makeCreateContext } from "../console/create-context.ts";
import type { Db } from "../context.ts";
import { makeRestHandler } from "../rest/handler.ts";
import { makeRateLimits } from "../rest/rate-limits.ts";
import { testCtx } from "./context.ts";
import { testSecret } from "./enrollment.ts";

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a client sees any JSON.
  readonly body: any;
  readonly headers: Headers;
}

export interface RestServer extends AsyncDisposable {
  /** `http://…/api/v1` */
  readonly base: string;
  readonly keys: ReadonlyMap<Role, string>;
  /** As the holder of a key with this role; a body that is text goes as it is. */
  send(role: Role | null, method: string, path: string, call?: Call): Promise<Answer>;
}

interface Call {
  body?: unknown;
  headers?: Record<string, string>;
}

/** REST over HTTP, on a test's database and clock, with a key for every role. */
export async function restServer(
  db: Db,
  clock: Clock,
  limits = makeRateLimits(),
): Promise<RestServer> {
  const { config, secretBox } = testCtx(db, "admin");
  const live = { changes: async function* () {} };
  const identify = async (headers: Headers) =>
    verifyApiKey(db, (headers.get("authorization") ?? "").replace("Bearer ", ""), {
      now: clock.now(),
    });
  const log = pino({ level: "silent" });
  const authority = await openAuthority({ db, secret: testSecret, clock });
  await serverIdentity({ db, authority, secret: testSecret, clock }, config.publicUrl);
  const createContext = makeCreateContext({ db, clock, config, secretBox, live, log, identify });
  const handle = makeRestHandler({ createContext, limits });
  const server = createServer((request, response) => {
    void handle(request, response).then((done) => done || response.writeHead(418).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  const keys = new Map<Role, string>();
  for (const role of roles) {
    const { key } = await createApiKey(testCtx(db, "admin", clock), { name: role, role });
    keys.set(role, key);
  }
  return {
    base,
    keys,
    async send(role, method, path, { body, headers = {} } = {}) {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: {
          ...(role ? { authorization: `Bearer ${keys.get(role)}` } : {}),
          "content-type": "application/json",
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const read = text ? JSON.parse(text) : undefined;
      return { status: response.status, body: read, headers: response.headers };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
