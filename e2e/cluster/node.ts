import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { imageDisk } from "../host/disk.ts";
import { boot, type Machine } from "../host/machine.ts";
import type { ControlPlane } from "./control-plane.ts";
import { kubeconfig } from "./kubeconfig.ts";
import {
  containerdConfig,
  kubeletConfig,
  podNetwork,
  registryConfig,
  showKernelSettings,
} from "./node-config.ts";
import { pauseArchive } from "./pause-image.ts";
import { tool } from "./tools.ts";

/** A real node: a host of its own with containerd and a kubelet. */
export interface ClusterNode extends AsyncDisposable {
  readonly name: string;
  readonly machine: Machine;
}

export interface NodeOptions {
  readonly name: string;
  /** Its pods' addresses are `<podNet>.<number>.0/24`. */
  readonly number: number;
  readonly consoleName: string;
  /** `host:port` of the registry that it pulls from, and the CA that it trusts there. */
  readonly registry: string;
  readonly registryCa: string;
}

/** Boots a host, and has it join the cluster. */
export async function startNode(plane: ControlPlane, options: NodeOptions): Promise<ClusterNode> {
  const { name, number, consoleName } = options;
  const folder = await mkdtemp(join(tmpdir(), "telovix-node-"));
  await using unfinished = new AsyncDisposableStack();
  unfinished.defer(() => rm(folder, { recursive: true, force: true }));
  const put = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  // No overlay can lie on another, and the disk of a host is one.
  const binds = Object.fromEntries(
    ["/etc/containerd", "/etc/cni/net.d", "/etc/kubernetes", "/var/lib/containerd"]
      .concat("/var/lib/kubelet", "/var/log/pods")
      .map((path) => [path, join(folder, path)]),
  );
  for (const source of Object.values(binds)) await mkdir(source, { recursive: true });
  await put("etc/containerd/config.toml", containerdConfig);
  await put(
    `etc/containerd/certs.d/${options.registry}/hosts.toml`,
    registryConfig(options.registry),
  );
  await put(`etc/containerd/certs.d/${options.registry}/ca.crt`, options.registryCa);
  await put("etc/containerd/pause.tar", await pauseArchive());
  const pods = `${plane.podNet}.${number}.0/24`;
  await put("etc/cni/net.d/10-pods.conflist", podNetwork(pods));

  const machine = unfinished.use(
    await boot({
      hostname: name,
      consoleName,
      disk: await imageDisk("node"),
      binds: { ...binds, "/opt/kube": dirname(tool("kube")) },
      runsContainers: true,
    }),
  );
  const { address, consoleAddress } = machine;
  const client = await plane.authority.issue({ subject: `CN=system:node:${name},O=system:nodes` });
  const serving = await plane.authority.issue({
    subject: `CN=system:node:${name},O=system:nodes`,
    addresses: [address],
    names: [name],
  });
  const { server, authority } = plane;
  await put("etc/kubernetes/ca.crt", authority.certificate);
  await put("etc/kubernetes/kubelet.crt", serving.certificate);
  await put("etc/kubernetes/kubelet.key", serving.key);
  await put(
    "etc/kubernetes/kubelet.conf",
    kubeconfig({ server, ca: authority.certificate, client }),
  );
  await put("etc/kubernetes/config.yaml", kubeletConfig);
  await machine.sh(
    `ip route add default via ${consoleAddress}
     mknod /dev/kmsg c 1 11
     ${showKernelSettings}
     sysctl -qw net.ipv4.ip_forward=1
     systemctl restart containerd && ctr -n k8s.io images import /etc/containerd/pause.tar
     systemd-run --quiet --unit=kubelet /opt/kube/kubelet --config=/etc/kubernetes/config.yaml \
       --kubeconfig=/etc/kubernetes/kubelet.conf --hostname-override=${name} --node-ip=${address}`,
  );
  await promisify(execFile)("ip", ["route", "add", pods, "via", address]);
  const complete = unfinished.move();
  return { name, machine, [Symbol.asyncDispose]: () => complete.disposeAsync() };
}
