import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { footprint } from "./footprint.ts";
import { openScene, type Scene, shownInstallCommand } from "./story.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let scene: Scene;
/** The shown command without its token. */
let installer: string;
let before: string;
beforeAll(async () => {
  scene = opened.use(await openScene("refused-1"));
  installer = (await shownInstallCommand(scene)).replace(/^TELOVIX_TOKEN=\S+ /, "");
});
afterAll(() => opened.disposeAsync());
beforeEach(async () => {
  before = await footprint(scene.host);
});

const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "";

test.for([
  ["a token that nobody made", "--token tvx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 4],
  ["a name that is shell", `--token tvx_x --name '$(touch /root/owned)'`, 2],
  ["tags that are shell", "--token tvx_x --tags 'a:`touch /root/owned`'", 2],
  ["no token", "", 2],
  ["an unknown option", "--tokn x", 2],
] as const)("%s: exit code and the host as it was found", async ([, options, code]) => {
  const outcome = await scene.host.exec(`${installer} ${options}`);
  expect({ code: outcome.code, stderr: outcome.stderr }).toMatchObject({ code });
  expect(lastLine(outcome.stderr)).toMatch(/^telovix: .{20,}/);
  expect(await footprint(scene.host)).toBe(before);
});

test("--check says yes and changes nothing", async () => {
  const outcome = await scene.host.exec(`${installer} --check`);
  expect(outcome).toMatchObject({ code: 0, stdout: "This host can run the sensor.\n" });
  expect(await footprint(scene.host)).toBe(before);
});

test("a Console that does not answer: exit 5 and the host as it was found", async () => {
  const { host, console } = scene;
  const download = installer.replace("bash <(curl", "curl -o /tmp/install.sh").replace(/\)$/, "");
  await host.sh(download);
  await host.sh(
    `cp /etc/hosts /tmp/hosts && sed -i 's/^.* ${console.host}/127.0.0.1 ${console.host}/' /etc/hosts`,
  );
  const outcome = await host.exec("bash /tmp/install.sh --token tvx_x");
  await host.sh("cat /tmp/hosts >/etc/hosts && rm /tmp/hosts /tmp/install.sh");
  expect(outcome.code).toBe(5);
  expect(lastLine(outcome.stderr)).toContain(console.url);
  expect(await footprint(host)).toBe(before);
});

test("a Console with another key than the command pins is not believed", async () => {
  const wrong = installer.replace(/sha256\/\/[^' ]+/, `sha256//${"A".repeat(43)}=`);
  const outcome = await scene.host.exec(`${wrong} --token tvx_x`);
  expect(outcome.stderr).toMatch(/public key/i);
  expect(await footprint(scene.host)).toBe(before);
});

test("each refused enrollment burned nothing and is recorded", async () => {
  const counts = await scene.api.call("/api/v1/sensors/counts");
  expect(counts.json.total).toBe(0);
  const tokens = await scene.api.call("/api/v1/enrollment-tokens");
  expect(tokens.json.items.map(({ uses }: { uses: number }) => uses)).toEqual([0]);
});
