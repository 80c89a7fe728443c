import { pauseImage } from "./pause-image.ts";

/** Plugins are where Debian's package has them; registries' certificates by `host:port`. */
export const containerdConfig = `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  # Only CAP_SYS_RESOURCE may go below, which test machines may lack.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/etc/containerd/certs.d"
`;

/** The registry as it is to be asked, and what it must prove. */
export const registryConfig = (registry: string) => `server = "https://${registry}"
[host."https://${registry}"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/containerd/certs.d/${registry}/ca.crt"
`;

/** Pods that do not share the node's network have a cable to it. */
export const podNetwork = (subnet: string) =>
  JSON.stringify({
    cniVersion: "1.0.0",
    name: "pods",
    plugins: [
      {
        type: "ptp",
        ipam: { type: "host-local", ranges: [[{ subnet }]], routes: [{ dst: "0.0.0.0/0" }] },
      },
    ],
  });

/** Shell that shows a kubelet the kernel settings that it would make, as they are this machine's. */
export const showKernelSettings = Object.entries({
  "kernel/panic": 10,
  "kernel/panic_on_oops": 1,
  "vm/overcommit_memory": 1,
})
  .map(([name, value]) => [`/run/settings/${name}`, `/proc/sys/${name}`, value])
  .map(
    ([file, over, value]) =>
      `install -D /dev/null ${file} && echo ${value} >${file} && mount --bind ${file} ${over}`,
  )
  .join("\n");

/**
 * A kubelet as kubeadm sets it up, but for what is this machine's, not the host's: swap, the kernel's
 * settings, a full disk, the first version of control groups.
 */
export const kubeletConfig = JSON.stringify({
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: "/etc/kubernetes/ca.crt" },
  },
  authorization: { mode: "Webhook" },
  tlsCertFile: "/etc/kubernetes/kubelet.crt",
  tlsPrivateKeyFile: "/etc/kubernetes/kubelet.key",
  containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
  cgroupDriver: "cgroupfs",
  makeIPTablesUtilChains: false,
  failSwapOn: false,
  failCgroupV1: false,
  evictionHard: Object.fromEntries(
    ["memory.available", "nodefs.available", "nodefs.inodesFree", "imagefs.available"].map(
      (signal) => [signal, "0%"],
    ),
  ),
  imageGCHighThresholdPercent: 100,
});
