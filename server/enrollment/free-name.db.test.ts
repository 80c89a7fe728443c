import { expect, it } from "vitest";
import { testCtx } from "../testing/context.ts";
import { testDatabase } from "../testing/database.ts";
import { aRequest, aToken, enrollDeps } from "../testing/enrollment.ts";
import { aLicense } from "../testing/license.ts";
import { enroll } from "./enroll.ts";

it("counts namesakes up to 200 and leaves no gap; further ones get a random suffix", async () => {
  await using database = await testDatabase();
  const ctx = testCtx(database.db, "admin");
  await aLicense(database.db, 300);
  const deps = await enrollDeps(ctx);
  const token = await aToken(ctx, { type: "batch", maxUses: 300 });
  const again = async () => (await enroll(deps, aRequest(token, { name: "localhost" }))).name;
  const names: string[] = [];
  for (let count = 0; count < 201; count++) names.push(await again());
  const counted = Array.from({ length: 199 }, (_, index) => `localhost-${index + 2}`);
  expect(names.slice(0, 200)).toEqual(["localhost", ...counted]);
  expect(names[200]).toMatch(/^localhost-[0-9a-f]{6}$/);
  await database.db.sensor.updateMany({
    where: { liveName: "localhost-7" },
    data: { liveName: null, departedAt: new Date() },
  });
  expect(await again()).toBe("localhost-7");
});
