import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { machineId } from "../host/describe.ts";
import { isSystemdBooted } from "../host/preflight.ts";
import { type Enrollment, enroll } from "../identity/enroll.ts";
import { openStore } from "../identity/open-store.ts";
import type { Identity, IdentityStore } from "../identity/store.ts";
import { sensorRole } from "../kubernetes/node-facts.ts";
import { log } from "../log.ts";
import type { Options } from "../options.ts";
import type { KubernetesNode } from "../protocol.ts";

/** `enroll`: makes this host a sensor; on one that is, it changes nothing. */
export async function enrollCommand(options: Options): Promise<void> {
  const store = openStore(options);
  const known = store.read();
  if (known) {
    console.log(
      `This host is enrolled as ${known.config.name} (${known.config.sensorId}) at ${known.config.consoleUrl}.`,
    );
    return;
  }
  const { config } = await enrollWith(options, store, new AbortController().signal).catch(
    (error: unknown) => {
      const before = store.restore();
      if (before) log.error(`This host goes on as ${before.config.name}: ${takenBack}.`);
      throw error;
    },
  );
  console.log(`Enrolled as ${config.name} (${config.sensorId}).`);
}

const takenBack = "the certificate that was set aside is taken back";

/**
 * Enrolls. A sensor whose token changed, and which the Console refuses or does not answer, goes on
 * with the identity that was set aside. @throws {Exit} as `enrollWith`, when nothing was
 */
export async function enrollOrRestore(
  options: Options,
  store: IdentityStore,
  signal: AbortSignal,
  node?: KubernetesNode,
): Promise<Identity> {
  try {
    return await enrollWith(options, store, signal, node);
  } catch (error) {
    // One that is only stopped tries again when it starts.
    const before = signal.aborted ? null : store.restore();
    if (!before) throw error;
    log.error(
      `${(error as Error).message} This sensor goes on as ${before.config.name}: ${takenBack}. It enrolls anew when it starts with a token that the Console accepts.`,
    );
    return before;
  }
}

/** Enrolls with what the options say. @throws {Exit} usage, when something is missing */
export function enrollWith(
  options: Options,
  store: IdentityStore,
  signal: AbortSignal,
  node?: KubernetesNode,
): Promise<Identity> {
  return enroll({ store, clock: systemClock, signal }, enrollment(options, node));
}

function enrollment(options: Options, node: KubernetesNode | undefined): Enrollment {
  const { console: consoleUrl, role, name, tags, flavor, ephemeral } = options;
  if (!consoleUrl) throw new Exit("usage", "--console is needed: the Console's https:// URL.");
  const token = options.token ?? readToken(options["token-file"]);
  return {
    consoleUrl,
    ca: readCa(options),
    token,
    role: role ?? sensorRole(node?.roles ?? []),
    name: name ?? options["node-name"]?.slice(0, 128),
    tags,
    flavor,
    clusterName: options["cluster-name"],
    ephemeral,
    machineId: ownMachineId(options),
    kubernetes: node,
    removeAfterSeconds: options["remove-after"],
    installStartedSecondsAgo: options["install-started-seconds-ago"],
  };
}

function ownMachineId({ kubernetes, state }: Options): string | undefined {
  // The chart mounts the node's /etc there.
  if (kubernetes) return machineId("/host/etc");
  // In a container it is the image's or another sensor's: it would make strangers look like clones.
  return state === "mem:" && !isSystemdBooted() ? undefined : machineId();
}

/** @throws {Exit} usage, when there is none */
export function readToken(file: string | undefined): string {
  if (!file)
    throw new Exit("usage", "--token-file is needed: a file that holds the enrollment token.");
  if (!existsSync(file)) throw new Exit("usage", `--token-file ${file} does not exist.`);
  return readFileSync(file, "utf8").trim();
}

/** The CA to trust besides the system's roots; a Console with a public certificate needs none. */
export function readCa(options: Options): string {
  const file = options["ca-cert"] ?? join(options.config, "console-ca.cert.pem");
  if (existsSync(file)) return readFileSync(file, "utf8");
  if (options["ca-cert"]) throw new Exit("usage", `--ca-cert ${file} does not exist.`);
  return "";
}
