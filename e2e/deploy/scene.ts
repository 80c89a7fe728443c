import type { Page } from "playwright-core";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { imageDisk } from "../host/disk.ts";
import { boot, type Machine } from "../host/machine.ts";
import { type MovingHost, movingHost } from "./clouds.ts";
import type { Builder } from "./packer.ts";
import { type Taken, takeSnippet } from "./wizard.ts";

/** A Console, its wizard in a browser, and one host that is in every cloud in turn. */
export interface DeployScene extends AsyncDisposable {
  readonly console: TestConsole;
  readonly browser: TestBrowser;
  readonly page: Page;
  readonly api: Client;
  readonly host: Machine;
  readonly cloud: MovingHost;
  /** What the host was booted with. */
  readonly booted: Taken;
}

export const consoleName = "console.telovix.test";

/** @param choices of the cloud-config that the host boots with, through real cloud-init */
export async function openDeployScene(choices: Record<string, string>): Promise<DeployScene> {
  await using opened = new AsyncDisposableStack();
  const console = opened.use(await startConsole({ host: consoleName }));
  const browser = opened.use(await openBrowser(console));
  const api = opened.use(await console.apiClient("admin"));
  const page = await browser.signedIn();
  const booted = await takeSnippet(page, { kind: "cloud_init", ...choices });
  const cloud = movingHost("gcp");
  const host = opened.use(
    await boot({
      hostname: "deploy-1",
      consoleName,
      disk: await imageDisk("cloud"),
      metadata: cloud,
      userData: booted.file("cloud-config.yaml"),
      // For the commands of docs/, which are for a Console that hosts trust.
      trustedCa: console.ca,
    }),
  );
  // Debian's own sh, which knows less than others.
  await host.sh("ln -sf dash /bin/sh && useradd -m runner");
  await host.sh("echo 'runner ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/runner");
  const kept = opened.move();
  const parts = { console, browser, page, api, host, cloud, booted };
  return { ...parts, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** The sensor of a name, once it has reported. */
export function sensorCalled(api: Client, name: string | RegExp) {
  return eventually(`a sensor called ${name}`, 20_000, async () => {
    const { json } = await api.call("/api/v1/sensors?limit=500");
    const isIt = (each: { name: string }) =>
      typeof name === "string" ? each.name === name : name.test(each.name);
    const found = json.items.find(isIt);
    return found?.lastHeartbeatAt ? found : undefined;
  });
}

/** Why a sensor that is gone from the list has left. */
export function departureOf(api: Client, id: string): Promise<string> {
  return eventually(`the departure of ${id}`, 20_000, async () => {
    const { json } = await api.call(`/api/v1/sensors/${id}`);
    return json.departed?.reason;
  });
}

/** Opens the host to Packer, which logs in as a user that may become root, as on cloud images. */
export async function openToPacker(host: Machine): Promise<Builder> {
  await host.sh(
    `ssh-keygen -q -t ed25519 -N '' -f /run/packer-key && ssh-keygen -A
    install -d -o runner /home/runner/.ssh
    install -o runner -m 0600 /run/packer-key.pub /home/runner/.ssh/authorized_keys
    systemctl start ssh`,
  );
  const privateKey = await host.sh("cat /run/packer-key");
  return { address: host.address, user: "runner", privateKey };
}

/** Removes what a snippet has left on the host, as the end of an instance would. */
export async function wipe(host: Machine): Promise<void> {
  await host.sh(
    `systemctl disable -q --now telovix-sensor 2>/dev/null
    rm -rf /usr/local/bin/telovix-sensor /etc/systemd/system/telovix-sensor.service \
      /etc/telovix-sensor /var/lib/telovix-sensor /run/telovix-sensor
    systemctl daemon-reload; systemctl reset-failed`,
  );
}
