import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { type BootOptions, boot, type Machine } from "./machine.ts";

/** A Console, and hosts that trust it and find it by its name. */
export interface Lab extends AsyncDisposable {
  readonly console: TestConsole;
  readonly api: Client;
  /** Boots a host, which goes when the lab closes. */
  boot(options: Omit<BootOptions, "consoleName" | "trustedCa">): Promise<Machine>;
  /** A new token's secret and id. */
  token(wanted?: object): Promise<{ id: string; token: string }>;
  /** The sensors that are enrolled now, by name. */
  sensors(): Promise<Sensor[]>;
  sensor(id: string): Promise<Sensor>;
  /** Waits until one of this name reports, and is healthy. */
  healthy(name: string, withinMs?: number): Promise<Sensor>;
  departed(id: string, withinMs: number): Promise<Sensor & { departed: Departure }>;
}

/** What of the API's sensor these tests look at. */
export interface Sensor {
  readonly id: string;
  readonly name: string;
  readonly hostname: string;
  readonly status: string;
  readonly tags: string[];
  readonly ephemeral: boolean;
  readonly removeAfterSeconds: number | null;
  /** Only of one sensor, not in lists. */
  readonly terminatingAt?: string | null;
  readonly lastHeartbeatAt: string | null;
  readonly token: { readonly id: string };
  readonly departed: Departure | null;
}

export interface Departure {
  readonly at: string;
  readonly reason: string;
  readonly by: string;
}

/** @param env of the Console, besides what every test gives it */
export async function openLab(env: Record<string, string> = {}): Promise<Lab> {
  const host = "console.telovix.test";
  await using opened = new AsyncDisposableStack();
  const console = opened.use(await startConsole({ host, env }));
  const api = opened.use(await console.apiClient("admin"));
  const kept = opened.move();
  const sensor = async (id: string): Promise<Sensor> =>
    (await api.call(`/api/v1/sensors/${id}`)).json;
  const sensors = async (): Promise<Sensor[]> =>
    (await api.call("/api/v1/sensors?limit=500")).json.items;
  return {
    console,
    api,
    sensor,
    sensors,
    async boot(options) {
      const machine = await boot({ ...options, consoleName: host, trustedCa: console.ca });
      return kept.use(machine);
    },
    async token(wanted = {}) {
      const body = { type: "one_time", ...wanted };
      const { status, json, text } = await api.call("/api/v1/enrollment-tokens", { body });
      if (status !== 201) throw new Error(`No token: ${status} ${text}`);
      return json.tokens[0];
    },
    healthy: (name, withinMs = 20_000) =>
      eventually(`a healthy sensor ${name}`, withinMs, async () =>
        (await sensors()).find((each) => each.name === name && each.status === "healthy"),
      ),
    departed: (id, withinMs) =>
      eventually(`the departure of ${id}`, withinMs, async () => {
        const { departed, ...rest } = await sensor(id);
        return departed && { ...rest, departed };
      }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** install.sh, for a host that trusts the Console. */
export function installScript({ console }: Lab, token: string, options = ""): string {
  const url = `${console.url}/api/v1/sensor/install.sh`;
  return `TELOVIX_TOKEN=${token} bash <(curl -fsSL ${url}) ${options}`;
}
