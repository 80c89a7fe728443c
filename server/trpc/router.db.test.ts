import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asAppError } from "../as-app-error.ts";
import { isAllowed, type Permission, type Role, roles } from "../auth/role.ts";
import { restRoutes } from "../rest/routes.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { type RestServer, restServer } from "../testing/rest-server.ts";
import type { RequestContext, RestMeta } from "./init.ts";
import { appRouter } from "./router.ts";

/** What has no verb, because nothing is kept from who is signed in. */
const withoutVerb = new Set(["account.me", "sensors.changes"]);

interface Opts {
  ctx: RequestContext;
  input: unknown;
  signal: AbortSignal;
}
interface Def {
  type: string;
  inputs: unknown[];
  meta?: RestMeta;
  resolver: (opts: Opts) => unknown;
}
interface AnyProcedure {
  (opts: object): Promise<unknown>;
  _def: Def;
}
const procedures = Object.entries(appRouter._def.procedures) as unknown as [string, AnyProcedure][];
const paths = procedures.map(([path]) => path);
const byPath = new Map(procedures);
const of = (path: string) => byPath.get(path) as AnyProcedure;
const permissionOf = (path: string) => of(path)._def.meta?.permission as Permission;
const refusedBy = (permission: Permission) => roles.filter((role) => !isAllowed(role, permission));

const clock = testClock();
let database: TestDatabase;
let rest: RestServer;
beforeAll(async () => {
  database = await testDatabase();
  rest = await restServer(database.db, clock);
});
afterAll(async () => {
  await rest[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

function as(role: Role | null): RequestContext {
  const base = testCtx(database.db, "viewer", clock);
  const live = { changes: async function* () {} };
  const actor = role && ({ kind: "user", id: "u", name: "u", role } as const);
  return { ...base, actor, live, requestId: "r", log: pino({ level: "silent" }) };
}

/** What no procedure takes: neither nothing nor an object. */
const garbage = "no input at all";

async function codeOf(path: string, role: Role | null): Promise<string> {
  const { type } = of(path)._def;
  const call = { ctx: as(role), path, type, getRawInput: async () => garbage };
  const signal = AbortSignal.abort();
  return of(path)({ ...call, signal, batchIndex: 0 }).then(
    () => "OK",
    (error) => asAppError(error).code,
  );
}

async function verbCodeOf(path: string, role: Role): Promise<string> {
  const opts = { ctx: as(role), input: {}, signal: AbortSignal.abort() };
  try {
    await of(path)._def.resolver(opts);
    return "OK";
  } catch (error) {
    return asAppError(error).code;
  }
}

describe("every procedure", () => {
  it.each(paths)("%s asks for the role before it looks at the input", async (path) => {
    expect(await codeOf(path, null)).toBe("Unauthenticated");
    for (const role of roles) {
      const code = await codeOf(path, role);
      if (!isAllowed(role, permissionOf(path))) expect([role, code]).toEqual([role, "Forbidden"]);
      else expect(["Unauthenticated", "Forbidden", "Internal"], role).not.toContain(code);
    }
  });

  it.each(paths.filter((path) => !withoutVerb.has(path)))(
    "%s asks again in its verb",
    async (path) => {
      for (const role of refusedBy(permissionOf(path)))
        expect([role, await verbCodeOf(path, role)]).toEqual([role, "Forbidden"]);
    },
  );
});

describe("every REST route", () => {
  const nowhere = "00000000-0000-4000-8000-000000000000";
  const routes = restRoutes().map((route) => [`${route.method} ${route.path}`, route] as const);

  it.each(routes)("%s asks for the role before it looks at the request", async (_, route) => {
    const path = `${route.path.replaceAll(/\{\w+\}/g, nowhere)}?nothing-of-ours=1`;
    const call = route.takesBody ? { body: "{" } : {};
    const none = await rest.send(null, route.method, path, call);
    expect([none.status, none.body.code]).toEqual([401, "Unauthenticated"]);
    for (const role of roles) {
      const { body } = await rest.send(role, route.method, path, call);
      const expected = isAllowed(role, route.permission) ? "InvalidRequest" : "Forbidden";
      expect([role, body.code]).toEqual([role, expected]);
    }
  });
});

const who: Record<Permission, string> = {
  read: "viewer",
  operate: "operator",
  administer: "admin",
  createTokens: "operator, provisioner",
};

it("is in the table of docs/api-roles.md; write it anew with vitest -u", async () => {
  const rows = paths.sort().map((path) => {
    const { openapi } = of(path)._def.meta ?? {};
    const route = openapi ? `\`${openapi.method} ${openapi.path}\`` : "";
    return `| \`${path}\` | ${route} | ${who[permissionOf(path)]} |`;
  });
  const head = `# Who may call what

Every procedure of the Console, the REST route that is made from it, and the least role that may call
it. A role may all that the roles before it may: viewer, operator, admin. A provisioner may what names
it, and nothing else. Written by a test, which also calls every one of them as everybody.

| procedure | under \`/api/v1\` | least role |
|---|---|---|
`;
  await expect(`${head}${rows.join("\n")}\n`).toMatchFileSnapshot("../../docs/api-roles.md");
});
