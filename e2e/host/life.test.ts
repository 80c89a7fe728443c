import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { footprint } from "./footprint.ts";
import { openScene, type Scene, shownInstallCommand, storedCounts } from "./story.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let scene: Scene;
let before: string;
/** The sensor's own page, open all the time: what it shows, it shows without a reload. */
let page: Page;
let id: string;
beforeAll(async () => {
  scene = opened.use(await openScene("web-1"));
  before = await footprint(scene.host);
});
afterAll(() => opened.disposeAsync());

const sensorFromApi = async () => (await scene.api.call(`/api/v1/sensors/${id}`)).json;
const header = () => page.getByRole("main").locator("header");
const shows = (word: string, withinMs: number) =>
  header().getByText(word, { exact: true }).waitFor({ timeout: withinMs });
const setStaleAfter = (staleAfterSeconds: number) =>
  scene.api.call("/api/v1/settings", { method: "PATCH", body: { status: { staleAfterSeconds } } });

test("the shown command installs a sensor that turns healthy in the browser", async () => {
  const list = await scene.browser.signedIn();
  const outcome = await scene.host.exec(await shownInstallCommand(scene));
  expect(outcome).toMatchObject({ code: 0 });
  expect(outcome.stdout).toContain("enrolled and connected");
  await list.getByRole("row", { name: /web-1/ }).getByText("Healthy").waitFor();
  await list.getByRole("link", { name: "web-1" }).click();
  page = list;
  await page.getByRole("heading", { name: "web-1", level: 1 }).waitFor();
  await shows("Healthy", 5_000);
  id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(await scene.host.sh("systemctl is-active telovix-sensor")).toBe("active\n");
});

test("its eBPF programs are attached on the host's kernel", async () => {
  await page.getByText("Loader running").waitFor();
  await page.getByText("process_exec").waitFor();
  expect(await page.getByText("failed", { exact: true }).count()).toBe(0);
  expect(await scene.host.sh("ls /sys/fs/bpf/telovix-sensor")).not.toBe("");
});

test("processes that the test starts on the host are counted", async () => {
  const runs = 5_000;
  const counted = await storedCounts(scene.api, id);
  await scene.host.sh(`for i in $(seq ${runs}); do /bin/true; done`);
  const more = await eventually(
    `${runs} more execs in the Console`,
    120_000,
    async () => {
      const now = await storedCounts(scene.api, id);
      return (now.exec ?? 0) - (counted.exec ?? 0) >= runs ? now : undefined;
    },
    2_000,
  );
  expect(more.exit).toBeGreaterThanOrEqual(runs);
  await page.getByRole("img", { name: /exec.*highest [1-9]/i }).waitFor();
});

test("a connection that the test opens on the host is counted", async () => {
  const counted = await storedCounts(scene.api, id);
  await scene.host.sh(
    `for i in $(seq 200); do curl -sk https://${scene.console.host}:${scene.console.port}/healthz -o /dev/null; done`,
  );
  await eventually(
    "200 more connects in the Console",
    120_000,
    async () => {
      const now = await storedCounts(scene.api, id);
      return (now.connect ?? 0) - (counted.connect ?? 0) >= 200;
    },
    2_000,
  );
});

test("repeating the command is safe: the same sensor, and the token stays unused", async () => {
  const outcome = await scene.host.exec(await shownInstallCommand(scene));
  expect(outcome).toMatchObject({ code: 0 });
  expect((await scene.api.call("/api/v1/sensors/counts")).json.total).toBe(1);
  expect((await sensorFromApi()).id).toBe(id);
  const tokens = await scene.api.call("/api/v1/enrollment-tokens?state=active");
  expect(tokens.json.items.map(({ uses }: { uses: number }) => uses)).toEqual([0]);
});

test("stopped, it turns degraded, stale and offline before the eyes of the admin", async () => {
  await setStaleAfter(60);
  await scene.host.sh("systemctl stop telovix-sensor");
  await shows("Degraded", 50_000);
  await shows("Stale", 20_000);
  await setStaleAfter(15);
  await shows("Offline", 20_000);
  await setStaleAfter(90);
});

test("started again, it is the same sensor and healthy", async () => {
  await scene.host.sh("systemctl start telovix-sensor");
  await shows("Healthy", 20_000);
  expect((await sensorFromApi()).departed).toBeNull();
});

test("deleted in the browser, it stops, and is refused when its old identity comes back", async () => {
  const { host, api } = scene;
  const folders = "/var/lib/telovix-sensor /etc/telovix-sensor";
  await host.sh(`tar -cf /root/identity.tar -P ${folders}`);
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete sensor" }).click();
  await page.getByText("Deleted web-1").waitFor();
  await eventually("the unit has ended", 10_000, async () => {
    return (await host.exec("systemctl is-active telovix-sensor")).stdout.trim() === "failed";
  });
  await host.sh("tar -xf /root/identity.tar -P && rm /root/identity.tar");
  await host.sh("systemctl reset-failed telovix-sensor && systemctl start telovix-sensor");
  await eventually("the refusal in the journal", 20_000, async () => {
    return /SensorDeleted|CertificateRefused/.test(
      await host.sh("journalctl -u telovix-sensor -n 20"),
    );
  });
  const counts = (await api.call("/api/v1/sensors/counts")).json;
  expect(counts).toMatchObject({ total: 0, departed: 1 });
  await host.sh(`systemctl stop telovix-sensor && rm -r ${folders}`);
});

test("installed a second time it is another sensor, and uninstall.sh leaves no file behind", async () => {
  const { host, console, api } = scene;
  expect(await host.exec(await shownInstallCommand(scene))).toMatchObject({ code: 0 });
  const url = `https://${console.host}:${console.sensorPort}/api/v1/sensor/uninstall.sh`;
  const trust = "--cacert /etc/telovix-sensor/console-ca.cert.pem";
  const stranger = await host.exec(`curl -s -o /dev/null -w '%{http_code}' ${trust} ${url}`);
  expect(stranger.stdout).toBe("401");
  const mine =
    "--cert /var/lib/telovix-sensor/client.cert.pem --key /var/lib/telovix-sensor/client.key.pem";
  const outcome = await host.exec(`bash <(curl -fsS ${trust} ${mine} ${url})`);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(await footprint(host)).toBe(before);
  const counts = (await api.call("/api/v1/sensors/counts")).json;
  expect(counts).toMatchObject({ total: 0, departed: 2 });
});

test("the audit tells the whole story, and its chain holds", async () => {
  const { json } = await scene.api.call("/api/v1/audit?limit=500");
  const actions = new Set(json.items.map(({ action }: { action: string }) => action));
  expect([...actions]).toEqual(
    expect.arrayContaining(["sensor_enrolled", "sensor_deleted", "settings_changed", "signed_in"]),
  );
  expect(await scene.console.cli("audit", "verify")).toMatch(/\d/);
});
