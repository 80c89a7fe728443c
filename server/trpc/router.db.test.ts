import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "../auth/role.ts";
import type { Actor } from "../context.ts";
import { testClock, testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { createCallerFactory, type RequestContext } from "./init.ts";
import { appRouter } from "./router.ts";

/** The least role of every procedure; a new procedure must be added here to pass. */
const least: Record<string, "viewer" | "operator" | "admin" | "provisioner"> = {
  "account.me": "viewer",
  "activity.events": "viewer",
  "activity.list": "viewer",
  "alerts.list": "viewer",
  "apiKeys.create": "admin",
  "apiKeys.list": "admin",
  "apiKeys.revoke": "admin",
  "attempts.counts": "viewer",
  "attempts.dismiss": "operator",
  "attempts.groups": "viewer",
  "attempts.list": "viewer",
  "attempts.restore": "operator",
  "audit.list": "viewer",
  "console.info": "viewer",
  "departed.bulkHold": "operator",
  "departed.bulkRelease": "operator",
  "departed.bulkRestore": "admin",
  "departed.facets": "viewer",
  "departed.get": "viewer",
  "departed.hold": "operator",
  "departed.list": "viewer",
  "departed.preview": "admin",
  "departed.release": "operator",
  "departed.restore": "admin",
  "jobs.cancel": "operator",
  "jobs.get": "viewer",
  "jobs.items": "viewer",
  "jobs.list": "viewer",
  "jobs.retry": "operator",
  "jobs.undo": "admin",
  "license.get": "viewer",
  "license.remove": "admin",
  "license.upload": "admin",
  "lifecycle.acceptConflict": "operator",
  "lifecycle.conflicts": "viewer",
  "lifecycle.endPause": "admin",
  "lifecycle.pauses": "viewer",
  "overview.get": "viewer",
  "overview.trend": "viewer",
  "pools.get": "viewer",
  "pools.list": "viewer",
  "pools.setExpectedSize": "operator",
  "sensors.bulkDelete": "admin",
  "sensors.bulkEphemeral": "operator",
  "sensors.bulkTags": "operator",
  "sensors.changes": "viewer",
  "sensors.counts": "viewer",
  "sensors.delete": "admin",
  "sensors.events": "viewer",
  "sensors.facets": "viewer",
  "sensors.get": "viewer",
  "sensors.groups": "viewer",
  "sensors.history": "viewer",
  "sensors.list": "viewer",
  "sensors.rows": "viewer",
  "sensors.preview": "operator",
  "sensors.timeline": "viewer",
  "sensors.updateTags": "operator",
  "settings.changes": "viewer",
  "settings.get": "viewer",
  "settings.previewRetention": "admin",
  "settings.previewStatus": "admin",
  "settings.update": "admin",
  "tokens.create": "provisioner",
  "tokens.get": "viewer",
  "tokens.list": "viewer",
  "tokens.revoke": "operator",
  "tokens.rotate": "operator",
  "tokens.sensors": "viewer",
  "views.create": "viewer",
  "views.delete": "viewer",
  "views.list": "viewer",
  "views.setDefault": "viewer",
  "views.update": "viewer",
  "webhooks.create": "admin",
  "webhooks.delete": "admin",
  "webhooks.deliveries": "admin",
  "webhooks.list": "admin",
  "webhooks.redeliver": "admin",
  "webhooks.rotateSecret": "admin",
  "webhooks.test": "admin",
  "webhooks.update": "admin",
};
const rank = { viewer: 1, operator: 2, admin: 3 };
const procedures = Object.keys(appRouter._def.procedures);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

async function codeOf(path: string, actor: Actor | null): Promise<string> {
  const base = testCtx(database.db, "viewer", testClock());
  const live = { changes: async function* () {} };
  const context: RequestContext = {
    ...base,
    actor,
    live,
    requestId: "r",
    log: pino({ level: "silent" }),
  };
  const [section = "", name = ""] = path.split(".");
  const caller = createCallerFactory(appRouter)(context) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  const procedure = caller[section]?.[name];
  if (!procedure) throw new Error(path);
  return procedure({}).then(
    () => "OK",
    (error: { code: string }) => error.code,
  );
}

describe("every procedure", () => {
  it("is in the table above, and nothing else is", () => {
    expect([...procedures].sort()).toEqual(Object.keys(least).sort());
  });

  it.each(procedures)("%s refuses nobody, weaker roles and provisioners", async (path) => {
    expect(await codeOf(path, null)).toBe("UNAUTHORIZED");
    for (const role of roles) {
      const needed = least[path] ?? "admin";
      const may =
        role === "provisioner" || needed === "provisioner"
          ? path === "tokens.create" && role !== "viewer"
          : rank[role] >= rank[needed];
      const code = await codeOf(path, { kind: "user", id: "u", name: "u", role });
      if (may) expect(code).not.toBe("FORBIDDEN");
      else expect(code).toBe("FORBIDDEN");
    }
  });
});
