import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../auth/role.ts";
import { testCtx } from "../testing/context.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { expectAudited, expectRefused } from "../testing/expect.ts";
import { createView } from "./create.ts";
import { deleteView } from "./delete.ts";
import { listViews } from "./list.ts";
import { CreateView } from "./schema.ts";
import { setDefaultView } from "./set-default.ts";
import { updateView } from "./update.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.db.savedView.deleteMany();
});

/** Each role is somebody else. */
const as = (role: Role) => testCtx(database.db, role);
const state = { filter: { status: ["stale"], noTag: ["env:lab"] }, sort: "version" };
const save = (role: Role, changes: object = {}) =>
  createView(as(role), CreateView.parse({ name: "Stale", state, ...changes }));
const names = async (role: Role) => (await listViews(as(role))).items.map(({ name }) => name);
const audited = () => database.db.auditEntry.count();

describe("a view of one's own", () => {
  it("keeps what was saved, for its owner alone, and out of the audit", async () => {
    const before = await audited();
    const { id } = await save("viewer");
    const { items } = await listViews(as("viewer"));
    expect(items).toMatchObject([{ id, state, isOwn: true, isShared: false, canChange: true }]);
    expect(await names("admin")).toEqual([]);
    expect(await audited()).toBe(before);
  });

  it("does not exist for others, not even for an administrator", async () => {
    const { id } = await save("viewer");
    await expectRefused(updateView(as("admin"), { id, name: "Mine" }), "NotFound");
    await expectRefused(deleteView(as("admin"), { id }), "NotFound");
    await expectRefused(setDefaultView(as("admin"), { id }), "NotFound");
  });

  it("is renamed, replaced and deleted", async () => {
    const { id } = await save("viewer");
    const changed = { filter: { role: "db" }, sort: "name", order: "desc" } as const;
    await updateView(as("viewer"), { id, name: "Databases", state: changed });
    expect((await listViews(as("viewer"))).items).toMatchObject([
      { name: "Databases", state: changed },
    ]);
    await deleteView(as("viewer"), { id });
    expect(await names("viewer")).toEqual([]);
  });
});

describe("a shared view", () => {
  it("is seen by everybody, and its whole life is in the audit", async () => {
    const { id } = await save("operator", { isShared: true });
    await expectAudited(database.db, "view_shared", as("operator").actor);
    expect(await names("viewer")).toEqual(["Stale"]);
    await updateView(as("operator"), { id, name: "Silent" });
    await expectAudited(database.db, "view_changed", as("operator").actor);
    await updateView(as("operator"), { id, isShared: false });
    await expectAudited(database.db, "view_unshared", as("operator").actor);
    expect(await names("viewer")).toEqual([]);
    await updateView(as("operator"), { id, isShared: true });
    await deleteView(as("admin"), { id });
    await expectAudited(database.db, "view_deleted", as("admin").actor);
  });

  it("is not shared by who may only read, nor changed by who did not share it", async () => {
    await expectRefused(save("viewer", { isShared: true }), "Forbidden");
    const own = await save("viewer");
    await expectRefused(updateView(as("viewer"), { id: own.id, isShared: true }), "Forbidden");
    const shared = await save("admin", { isShared: true });
    await expectRefused(updateView(as("operator"), { id: shared.id, name: "x" }), "Forbidden");
    await expectRefused(deleteView(as("operator"), { id: shared.id }), "Forbidden");
  });
});

describe("the default view", () => {
  const defaults = async (role: Role) =>
    (await listViews(as(role))).items.filter(({ isDefault }) => isDefault).map(({ id }) => id);

  it("is each reader's own choice, one at a time, and goes with the view", async () => {
    const shared = await save("admin", { isShared: true });
    const own = await save("viewer");
    await setDefaultView(as("viewer"), { id: own.id });
    await setDefaultView(as("viewer"), { id: shared.id });
    expect([await defaults("viewer"), await defaults("admin")]).toEqual([[shared.id], []]);
    await deleteView(as("admin"), { id: shared.id });
    expect(await defaults("viewer")).toEqual([]);
    await setDefaultView(as("viewer"), { id: own.id });
    await setDefaultView(as("viewer"), { id: null });
    expect(await defaults("viewer")).toEqual([]);
  });
});

it("reads a view that holds what this version does not know as one that shows all", async () => {
  const { id } = await save("viewer");
  await database.db.savedView.update({ where: { id }, data: { state: { filter: { moon: 1 } } } });
  expect((await listViews(as("viewer"))).items[0]?.state.filter).toEqual({});
});
