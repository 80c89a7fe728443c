import { execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../eventually.ts";
import { freePorts } from "../free-port.ts";
import { type ProductProcess, watchProcess } from "../product-process.ts";
import { type Authority, newAuthority } from "./certificates.ts";
import { kubeconfig } from "./kubeconfig.ts";
import { amongNames, outcomeOf, tool } from "./tools.ts";

const run = promisify(execFile);

/** A real control plane on this machine: etcd, API server, controllers and scheduler. */
export interface ControlPlane extends AsyncDisposable {
  readonly authority: Authority;
  /** Of the API server: that of the Service `kubernetes`, which needs no proxy on nodes then. */
  readonly address: string;
  readonly server: string;
  /** Pods' addresses begin with it, each node's with a third number of its own. */
  readonly podNet: string;
  /** A file that makes kubectl and helm administrators. */
  readonly kubeconfig: string;
  /** For this machine's programs, in the form of /etc/hosts. */
  readonly hosts: string;
}

export interface ControlPlaneOptions {
  /** Leads to this machine. */
  readonly consoleName: string;
}

export async function startControlPlane({
  consoleName,
}: ControlPlaneOptions): Promise<ControlPlane> {
  const folder = await mkdtemp(join(tmpdir(), "telovix-cluster-"));
  await using unfinished = new AsyncDisposableStack();
  unfinished.defer(() => rm(folder, { recursive: true, force: true }));
  // Shared address space (RFC 6598), where no cable of a host lies.
  const services = `100.${randomInt(64, 96)}.${randomInt(0, 256)}`;
  const podNet = `100.${randomInt(96, 128)}`;
  const address = `${services}.1`;
  const onLoopback = [`${address}/32`, "dev", "lo"];
  await run("ip", ["address", "add", ...onLoopback]);
  unfinished.defer(async () => void (await run("ip", ["address", "delete", ...onLoopback])));

  const authority = await newAuthority();
  const server = `https://${address}:443`;
  const put = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 });
  const hosts = join(folder, "hosts");
  await put("hosts", `127.0.0.1 localhost ${consoleName}\n`);
  await writeFiles(authority, { address, server, put });
  await mkdir(join(folder, "etcd"));

  const [client = 0, peer = 0, controllers = 0, scheduler = 0] = await freePorts(4);
  const start = (name: string, args: string[]) => {
    const running = startPart(folder, hosts, name, args);
    unfinished.defer(async () => void (await running.stop()));
    return running;
  };
  const etcd = `http://127.0.0.1:${client}`;
  start("etcd", etcdArgs(etcd, `http://127.0.0.1:${peer}`));
  const api = start("kube-apiserver", apiArgs(address, services, etcd));
  await ready(join(folder, "admin.conf"), api);
  start("kube-controller-manager", controllerArgs(controllers, `${podNet}.0.0/16`));
  start("kube-scheduler", schedulerArgs(scheduler));

  const complete = unfinished.move();
  return {
    ...{ authority, address, server, podNet, hosts },
    kubeconfig: join(folder, "admin.conf"),
    [Symbol.asyncDispose]: () => complete.disposeAsync(),
  };
}

type Put = (name: string, text: string) => Promise<void>;

async function writeFiles(
  authority: Authority,
  { address, server, put }: { address: string; server: string; put: Put },
): Promise<void> {
  const pair = async (name: string, subject: string, names?: string[]) => {
    const issued = await authority.issue({
      subject,
      ...(names && { names, addresses: [address, "127.0.0.1"] }),
    });
    await put(`${name}.crt`, issued.certificate);
    await put(`${name}.key`, issued.key);
    return issued;
  };
  await put("ca.crt", authority.certificate);
  await pair("server", "CN=kube-apiserver", ["kubernetes", "kubernetes.default.svc"]);
  await pair("service-accounts", "CN=service-accounts");
  await pair("kubelet-client", "CN=kube-apiserver,O=system:masters");
  const users = {
    admin: "CN=admin,O=system:masters",
    controllers: "CN=system:kube-controller-manager",
    scheduler: "CN=system:kube-scheduler",
  };
  for (const [name, subject] of Object.entries(users)) {
    const client = await pair(name, subject);
    await put(`${name}.conf`, kubeconfig({ server, ca: authority.certificate, client }));
  }
}

/** A part of the control plane, which dies with the test run. */
function startPart(folder: string, hosts: string, name: string, args: string[]): ProductProcess {
  const mortal = ["--pdeathsig", "TERM", ...amongNames(hosts, [tool(name), ...args])];
  return watchProcess(spawn("setpriv", mortal, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] }));
}

const etcdArgs = (client: string, peer: string) => [
  "--name=test",
  "--data-dir=etcd",
  `--listen-client-urls=${client}`,
  `--advertise-client-urls=${client}`,
  `--listen-peer-urls=${peer}`,
  `--initial-advertise-peer-urls=${peer}`,
  `--initial-cluster=test=${peer}`,
  // Nothing of a test outlives a crash.
  "--unsafe-no-fsync",
  "--log-level=error",
];

const apiArgs = (address: string, services: string, etcd: string) => [
  `--etcd-servers=${etcd}`,
  `--bind-address=${address}`,
  `--advertise-address=${address}`,
  "--secure-port=443",
  `--service-cluster-ip-range=${services}.0/24`,
  "--tls-cert-file=server.crt",
  "--tls-private-key-file=server.key",
  "--client-ca-file=ca.crt",
  "--authorization-mode=Node,RBAC",
  "--enable-admission-plugins=NodeRestriction",
  "--allow-privileged=true",
  "--service-account-issuer=https://kubernetes.default.svc",
  "--service-account-key-file=service-accounts.crt",
  "--service-account-signing-key-file=service-accounts.key",
  "--kubelet-certificate-authority=ca.crt",
  "--kubelet-client-certificate=kubelet-client.crt",
  "--kubelet-client-key=kubelet-client.key",
  "--kubelet-preferred-address-types=InternalIP",
];

const controllerArgs = (port: number, pods: string) => [
  "--kubeconfig=controllers.conf",
  "--leader-elect=false",
  "--bind-address=127.0.0.1",
  `--secure-port=${port}`,
  "--service-account-private-key-file=service-accounts.key",
  "--root-ca-file=ca.crt",
  "--use-service-account-credentials=true",
  "--allocate-node-cidrs=true",
  `--cluster-cidr=${pods}`,
];

const schedulerArgs = (port: number) => [
  "--kubeconfig=scheduler.conf",
  "--leader-elect=false",
  "--bind-address=127.0.0.1",
  `--secure-port=${port}`,
];

async function ready(config: string, api: ProductProcess): Promise<void> {
  const over = api.ended.then((code) => {
    throw new Error(`The API server ended with ${code}:\n${api.output()}`);
  });
  over.catch(() => undefined);
  const ask = [tool("kubectl"), `--kubeconfig=${config}`, "get", "--raw", "/readyz"] as const;
  const answered = eventually("a ready API server", 120_000, async () => {
    const { code, stderr } = await outcomeOf([...ask]);
    if (code !== 0) throw new Error(stderr);
    return true;
  });
  await Promise.race([answered, over]);
}
