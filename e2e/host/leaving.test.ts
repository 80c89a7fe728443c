import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { footprint } from "./footprint.ts";
import { boot, type Machine } from "./machine.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let host: Machine;
let console: TestConsole;
let api: Client;
let installer: string;
beforeAll(async () => {
  const consoleName = "console.telovix.test";
  host = opened.use(await boot({ hostname: "leaving-1", consoleName }));
  console = opened.use(await startConsole({ host: consoleName }));
  api = opened.use(await console.apiClient("admin"));
  const base = `${console.url}/api/v1/sensor`;
  await host.sh(`cat >/root/ca.pem <<'PEM'\n${console.ca}\nPEM`);
  const get = `curl -fsS --cacert /root/ca.pem`;
  await host.sh(
    `${get} --compressed -o /root/sensor ${base}/download/amd64 && chmod +x /root/sensor`,
  );
  installer = `bash <(${get} ${base}/install.sh)`;
});
afterAll(() => opened.disposeAsync());

async function freshToken(wanted: object = {}): Promise<string> {
  const answer = await api.call("/api/v1/enrollment-tokens", {
    body: { type: "one_time", ...wanted },
  });
  return answer.json.tokens[0].token;
}
async function sensorCalled(name: string) {
  return eventually(`${name} in the Console`, 30_000, async () => {
    const { json } = await api.call(`/api/v1/sensors?q=${name}`);
    return json.items.find((each: { name: string; status: string }) => each.name === name);
  });
}
const departure = async (id: string) => (await api.call(`/api/v1/sensors/${id}`)).json.departed;

test("a failing installation says in the Console what is in the way, and changes nothing", async () => {
  const token = await freshToken();
  await host.sh("mv /usr/bin/gzip /usr/bin/gzip.away");
  const before = await footprint(host);
  const outcome = await host.exec(`TELOVIX_TOKEN=${token} ${installer} --name 'a"b\\'`);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toBe("telovix: gzip is missing. Install it and run this again.\n");
  expect(await footprint(host)).toBe(before);
  const { json } = await api.call("/api/v1/enrollment-attempts");
  expect(json.items).toMatchObject([
    { code: "MissingTool", names: ['a"b\\'], tokenPrefix: token.slice(0, 12) },
  ]);
  await host.sh("mv /usr/bin/gzip.away /usr/bin/gzip");
});

test("with --state mem: nothing is written to disk, and SIGTERM departs it at once", async () => {
  const token = await freshToken();
  const before = await footprint(host);
  const options = `--state mem: --console ${console.url} --ca-cert /root/ca.pem --name in-memory`;
  const run = `TELOVIX_TOKEN=${token} setsid /root/sensor run ${options} >/dev/null 2>&1 &`;
  await host.sh(`${run} echo $! >/dev/shm/pid`);
  const { id, ephemeral } = await sensorCalled("in-memory");
  expect(ephemeral).toBe(true);
  const during = await footprint(host);
  const added = during.split("\n").filter((line) => !before.split("\n").includes(line));
  expect(added.filter((line) => !/^\/run\/telovix-sensor|^telovix-sensor$/.test(line))).toEqual([]);
  await host.sh("kill $(cat /dev/shm/pid)");
  const departed = await eventually("departed", 3_000, () => departure(id));
  expect(departed).toMatchObject({ reason: "clean_exit" });
  await eventually("the process has ended", 5_000, async () => {
    return (await host.exec("kill -0 $(cat /dev/shm/pid)")).code !== 0;
  });
  expect(await footprint(host)).toBe(before);
});

test("an ephemeral service that is stopped departs, and is the same sensor when it starts", async () => {
  const token = await freshToken({ ephemeral: true, removeAfterSeconds: 3_600 });
  const outcome = await host.exec(`TELOVIX_TOKEN=${token} ${installer} --name comes-and-goes`);
  expect(outcome).toMatchObject({ code: 0 });
  const { id } = await sensorCalled("comes-and-goes");
  await host.sh("systemctl stop telovix-sensor");
  expect(await departure(id)).toMatchObject({ reason: "clean_exit" });
  await host.sh("systemctl start telovix-sensor");
  expect((await sensorCalled("comes-and-goes")).id).toBe(id);
});

test("uninstall.sh says that it was uninstalled", async () => {
  const { id } = await sensorCalled("comes-and-goes");
  const mine =
    "--cert /var/lib/telovix-sensor/client.cert.pem --key /var/lib/telovix-sensor/client.key.pem";
  const script = `${console.url}/api/v1/sensor/uninstall.sh`;
  const outcome = await host.exec(`bash <(curl -fsS --cacert /root/ca.pem ${mine} ${script})`);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(await departure(id)).toMatchObject({ reason: "uninstalled" });
});

test("a host that shuts down takes its ephemeral sensor out of the Console", async () => {
  const token = await freshToken();
  const options = "--ephemeral --remove-after 3600 --name shut-down";
  const outcome = await host.exec(`TELOVIX_TOKEN=${token} ${installer} ${options}`);
  expect(outcome).toMatchObject({ code: 0 });
  const { id, removeAfterSeconds } = await sensorCalled("shut-down");
  expect(removeAfterSeconds).toBe(3_600);
  await host.poweroff();
  expect(await departure(id)).toMatchObject({ reason: "clean_exit" });
});
