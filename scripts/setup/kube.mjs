import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { command, SetupError } from "./step.mjs";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, ".cache", "kube");
const source = join(root, "e2e", "cluster", "kube");
/** Modules and compiled packages, 4 GB: kept only until the programs are built. */
const work = join(folder, "work");

const kubernetes = "1.35.4";
const toolchain = "v0.0.1-go1.26.8";
const names = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"].concat([
  "kubelet",
  "kubectl",
]);

/** `CGO_ENABLED=0`: the programs then also run in hosts with another C library. */
const goEnv = {
  GOPATH: join(work, "path"),
  GOCACHE: join(work, "build"),
  GOFLAGS: "-mod=readonly -trimpath -buildvcs=false -modcacherw",
  GOTOOLCHAIN: "auto",
  CGO_ENABLED: "0",
};
const goHelp = "Check the network, the Go module proxy and 5 GB of free disk space.";

const version = "-X k8s.io/component-base/version";
const flags = `-s -w ${version}.gitVersion=v${kubernetes} ${version}.gitMajor=1 ${version}.gitMinor=35`;

/** etcd, Kubernetes, helm and kubeconform: what the cluster and the chart are tested with. */
export const kubeBuild = {
  name: "kube",
  title: "building Kubernetes, helm and kubeconform (5 minutes on two cores)",
  inputs: ["e2e/cluster/kube", "scripts/setup/kube.mjs"],
  outputs: ["kube", "kubectl", "helm", "kubeconform", "pause"].map((name) => `.cache/kube/${name}`),
  optional: "The cluster and the chart cannot be tested until then.",
  async run() {
    const go = await findGo();
    const build = (...args) =>
      command("kube", [go, "-C", source, "build", "-o", `${folder}/`, "-ldflags", flags, ...args], {
        env: goEnv,
        help: goHelp,
      });
    await build(".", "helm.sh/helm/v3/cmd/helm", "github.com/yannh/kubeconform/cmd/kubeconform");
    for (const name of names) {
      rmSync(join(folder, name), { force: true });
      symlinkSync("kube", join(folder, name));
    }
    await buildPause();
    rmSync(work, { recursive: true, force: true });
  },
};

/** What holds a pod's namespaces: Kubernetes' own, whose source is in its module. */
const buildPause = () => {
  const pause = join(
    work,
    `path/pkg/mod/k8s.io/kubernetes@v${kubernetes}/build/pause/linux/pause.c`,
  );
  const gcc = ["gcc", "-Os", "-static", "-DVERSION=test", "-o", join(folder, "pause"), pause];
  return command("kube-pause", gcc, { help: "Install gcc and the C library's static part." });
};

/** The machine's Go, which fetches a newer toolchain by itself from version 1.21 on. */
async function findGo() {
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/local/go/bin");
  const go = folders.map((each) => join(each, "go")).find(existsSync);
  if (go === undefined) throw new SetupError("Go is missing (golang-go in Debian).");
  const told = spawnSync(go, ["env", "GOVERSION"], { encoding: "utf8" }).stdout.trim();
  const minor = Number(/^go1\.(\d+)/.exec(told)?.[1] ?? 0);
  return minor >= 21 ? go : fetchToolchain(go);
}

/** What newer Go does for itself: a toolchain is a module like any other. */
async function fetchToolchain(go) {
  const arch = process.arch === "arm64" ? "arm64" : "amd64";
  const module = `golang.org/toolchain@${toolchain}.linux-${arch}`;
  // Older Go does not know the newer words, nor the flag of the module file.
  const env = { GOPATH: goEnv.GOPATH, GOCACHE: goEnv.GOCACHE, GOFLAGS: "-modcacherw" };
  await command("kube-toolchain", [go, "mod", "download", module], { env, help: goHelp });
  const home = join(goEnv.GOPATH, "pkg", "mod", module);
  const tools = join(home, "pkg", "tool", `linux_${arch}`);
  // A module's files are not executable.
  for (const bin of [join(home, "bin"), tools]) {
    for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755);
  }
  return join(home, "bin", "go");
}
