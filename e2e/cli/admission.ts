import { expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { review } from "../review.ts";
import type { Scene } from "./scene.ts";

/** `telovix admission`, beside a cluster that asks. */
export function testAdmission(scene: () => Pick<Scene, "console" | "telovix">): void {
  test("admission rules are turned on and off, manifests tested, decisions told", async () => {
    const { console, telovix } = scene();
    for (const rule of [
      { name: "Digests", templateId: "digest-required", enabled: false },
      { name: "Labels", templateId: "labels-required", parameters: { labels: ["team"] } },
    ])
      await telovix.run(["api", "/admission/rules", "-X", "POST", "--body", "-"], {
        input: JSON.stringify(rule),
      });
    const pod =
      "kind: Pod\nmetadata: {name: a, labels: {team: b}}\nspec: {containers: [{name: c, image: d}]}\n";
    const tested = () => telovix.run(["admission", "test", "-"], { input: pod });
    expect(await tested()).toMatchObject({ code: 0, out: "allowed Pod default/a\n" });
    expect((await telovix.run(["admission", "enable", "Digests"])).err).toContain("Digests is on.");
    const denied = await tested();
    expect([denied.code, denied.err]).toEqual([
      1,
      expect.stringContaining("1 object would be denied"),
    ]);
    expect(denied.out).toContain("Digests: The image is not pinned by digest");
    const broken = await telovix.run(["admission", "test", "-"], { input: "a: [" });
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining("-:1:5 ")]);
    await telovix.run(["tokens", "create", "--type", "cluster", "--cluster-name", "oslo"]);
    await eventually("the rule in force", 5_000, async () => {
      return !(await review(console.anonymous, "oslo", "nginx")).allowed;
    });
    await eventually("the decision", 5_000, async () => {
      const { out } = await telovix.run(["admission", "decisions", "--outcome", "denied"]);
      return /denied\s+oslo\s+Pod web\/web\s+Digests, Labels\s+jane/.test(out);
    });
    expect((await telovix.run(["admission", "disable", "nothing"])).code).toBe(2);
    expect((await telovix.json("admission", "rules")).total).toBe(2);
  });
}
