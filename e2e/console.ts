import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, makeClient } from "./client.ts";
import { eventually } from "./eventually.ts";
import { freePorts } from "./free-port.ts";
import { type ProductProcess, runProduct, startProduct } from "./product-process.ts";

/** The real product: supervisor, PostgreSQL, console and gateways, on free ports and a folder of its own. */
export interface TestConsole extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly sensorPort: number;
  readonly ca: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly env: Record<string, string>;
  readonly dataDir: string;
  /** The supervisor that runs now. */
  process(): ProductProcess;
  /** A client without credentials. */
  readonly anonymous: Client;
  /** A client with a new API key. */
  apiClient(role: string): Promise<Client>;
  /** A client signed in as a user. */
  signIn(email: string, password: string): Promise<Client>;
  /** `npm run cli -- …`; its standard output. */
  cli(...args: string[]): Promise<string>;
  /** Ends it, keeping the data. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
}

export interface ConsoleOptions {
  /** Host name in the public URL; the test maps it to this machine. */
  host?: string;
  env?: Record<string, string>;
}

const adminPassword = "correct horse battery";

export async function startConsole(options: ConsoleOptions = {}): Promise<TestConsole> {
  const host = options.host ?? "localhost";
  const [port = 0, sensorPort = 0] = await freePorts(2);
  const dataDir = await mkdtemp(join(tmpdir(), "telovix-e2e-"));
  const url = `https://${host}:${port}`;
  const admin = { email: "admin@example.com", password: adminPassword };
  const env = {
    TELOVIX_DATA_DIR: dataDir,
    TELOVIX_PUBLIC_URL: url,
    TELOVIX_CONSOLE_PORT: String(port),
    TELOVIX_SENSOR_PORT: String(sensorPort),
    TELOVIX_ADMIN_EMAIL: admin.email,
    TELOVIX_ADMIN_PASSWORD: admin.password,
    ...options.env,
  };
  let running = startProduct(env);
  try {
    await ready(url, running);
    const ca = await consoleCa(url);
    const cli = makeCli(env);
    return {
      ...{ url, host, port, sensorPort, ca, admin, env, dataDir, cli },
      process: () => running,
      anonymous: makeClient({ url, ca }),
      apiClient: (role) => apiClient({ url, ca, cli, role }),
      signIn: (email, password) => signIn({ url, ca, email, password }),
      stop: (signal) => running.stop(signal),
      async start() {
        running = startProduct(env);
        await ready(url, running);
      },
      async [Symbol.asyncDispose]() {
        await running.stop();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Waits until `/readyz` says yes, and fails at once when the process ends before. */
async function ready(url: string, running: ProductProcess, withinMs = 60_000) {
  const client = makeClient({ url, ca: undefined });
  const over = running.ended.then((code) => {
    throw new Error(`The product ended with ${code}:\n${running.output()}`);
  });
  const answered = eventually(`${url}/readyz`, withinMs, async () => {
    return (await client.call("/readyz")).status === 200;
  }).catch((error) => {
    throw new Error(`${error}\n${running.output()}`);
  });
  await Promise.race([answered, over]).finally(() => client.close());
  over.catch(() => undefined);
}

/** The Console CA, as an installer gets it before it trusts anything. */
async function consoleCa(url: string): Promise<string> {
  const client = makeClient({ url, ca: undefined });
  const { text } = await client.call("/api/v1/sensor/ca.pem");
  client.close();
  return text;
}

/** `npm run cli` of the installation with this environment. */
export function makeCli(env: Record<string, string>) {
  return async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runProduct(env, ["server/cli.ts", ...args]);
    if (code !== 0) throw new Error(`cli ${args.join(" ")} ended with ${code}: ${stderr}`);
    return stdout;
  };
}

async function apiClient(options: {
  url: string;
  ca: string;
  cli: (...args: string[]) => Promise<string>;
  role: string;
}): Promise<Client> {
  const { url, ca, cli, role } = options;
  const key = (await cli("api-key", "create", "--name", `e2e-${role}`, "--role", role)).trim();
  return makeClient({ url, ca, headers: { authorization: `Bearer ${key}` } });
}

async function signIn(who: { url: string; ca: string; email: string; password: string }) {
  const { url, ca, email, password } = who;
  const anonymous = makeClient({ url, ca });
  const answer = await anonymous.call("/api/auth/sign-in/email", {
    body: { email, password },
    headers: { origin: url },
  });
  anonymous.close();
  if (answer.status !== 200) throw new Error(`Sign-in: ${answer.status} ${answer.text}`);
  const cookies = [answer.headers["set-cookie"] ?? []].flat();
  const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
  return makeClient({ url, ca, headers: { cookie, origin: url } });
}
