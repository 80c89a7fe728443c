import type { TestConsole } from "./console.ts";
import { eventually } from "./eventually.ts";
import { connect, enroll, type TestSensor } from "./fleet.ts";

/** Sensors `<name>-1` to `<name>-<count>`, enrolled with one batch token and connected. */
export interface Fleet extends AsyncDisposable {
  readonly sensors: readonly TestSensor[];
  readonly ids: readonly string[];
  /** @throws when there is none of that name */
  sensor(name: string): TestSensor;
}

export async function enrollFleet(
  console: Pick<TestConsole, "url" | "ca" | "apiClient">,
  wanted: { count: number; name: string; tags: string[] },
): Promise<Fleet> {
  const { count, name, tags } = wanted;
  const names = Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
  const token = await batchToken(console, count);
  const sensors: TestSensor[] = [];
  // A few at a time: enrolling is not what these tests measure.
  for (let at = 0; at < count; at += 25) {
    const some = names
      .slice(at, at + 25)
      .map((each) => enroll(console, { token, name: each, tags }));
    sensors.push(...(await Promise.all(some)).map(connect));
  }
  await eventually(`${count} connected sensors`, 60_000, () =>
    sensors.every((sensor) => sensor.isConnected()),
  );
  return {
    sensors,
    ids: sensors.map(({ id }) => id),
    sensor(wantedName) {
      const found = sensors.find((each) => each.name === wantedName);
      if (!found) throw new Error(`No sensor is called ${wantedName}.`);
      return found;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sensors.map((sensor) => sensor[Symbol.asyncDispose]()));
    },
  };
}

export async function batchToken(
  console: Pick<TestConsole, "apiClient">,
  maxUses: number,
): Promise<string> {
  const api = await console.apiClient("operator");
  const answer = await api.call("/api/v1/enrollment-tokens", { body: { type: "batch", maxUses } });
  api.close();
  if (answer.status !== 201) throw new Error(`Token: ${answer.text}`);
  return answer.json.tokens[0].token;
}
