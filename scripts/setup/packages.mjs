import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { command, SetupError, seconds } from "./step.mjs";

/**
 * Debian and Ubuntu packages by purpose, each with what shows that it is there: a program or a file.
 * Probes instead of dpkg, so that other distributions pass when they have the same programs.
 */
const packages = {
  run: {
    clang: "clang",
    llvm: "llvm-strip",
    gcc: "gcc",
    make: "make",
    bpftool: "bpftool",
    "libbpf-dev": "/usr/include/bpf/libbpf.h",
    "libelf-dev": "/usr/include/libelf.h",
    "zlib1g-dev": "/usr/include/zlib.h",
    "xz-utils": "xz",
    "util-linux": "setpriv",
  },
  test: {
    chromium: "chromium",
    "clang-format": "clang-format",
    iproute2: "ip",
    mmdebstrap: "mmdebstrap",
    openssl: "openssl",
    postgresql: "/usr/lib/postgresql",
    "qemu-user-static": process.arch === "arm64" ? "qemu-x86_64-static" : "qemu-aarch64-static",
    runc: "runc",
    shellcheck: "shellcheck",
    skopeo: "skopeo",
    "systemd-container": "systemd-nspawn",
  },
  bench: {
    forkstat: "forkstat",
    "golang-cfssl": "cfssl",
    "libbpf-tools": "/usr/sbin/execsnoop",
    skopeo: "skopeo",
  },
};

/** What one part of the tests needs and not every release offers; without it that part says so. */
const offered = { packer: "packer", "golang-go": "go", "python3-pip": "pip3" };

const folders = () =>
  (process.env.PATH ?? "").split(delimiter).concat("/usr/sbin", "/sbin", "/usr/local/go/bin");
const isThere = (probe) =>
  probe.startsWith("/")
    ? existsSync(probe)
    : folders().some((folder) => existsSync(join(folder, probe)));

function hasApt() {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release) && isThere("apt-get");
}

/**
 * Installs what is missing of the named sets when this is root on Debian or Ubuntu; otherwise says
 * exactly what to install and stops.
 * @returns {Promise<number>} 1 when something was installed, else 0
 */
export async function ensurePackages(sets) {
  const wanted = sets.flatMap((set) => Object.entries(packages[set]));
  const missing = wanted.filter(([, probe]) => !isThere(probe)).map(([name]) => name);
  if (missing.length === 0) return 0;
  const list = missing.join(" ");
  if (!hasApt()) {
    throw new SetupError(`Install what these Debian packages hold, then start again: ${list}`);
  }
  const byHand = `apt-get update && apt-get install -y --no-install-recommends ${list}`;
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `Packages are missing. Run this, then start again: sudo sh -c '${byHand}'`,
    );
  }
  const begin = performance.now();
  process.stdout.write(`setup: installing ${list} … `);
  await aptInstall(missing, byHand);
  console.log(seconds(begin));
  return 1;
}

/** Installs what this release offers of the packages that not every release has. */
export async function ensureOffered() {
  const names = Object.entries(offered)
    .filter(([name, probe]) => !isThere(probe) && hasApt() && isOffered(name))
    .map(([name]) => name);
  if (names.length === 0 || process.getuid?.() !== 0) return 0;
  await aptInstall(names, `apt-get install -y --no-install-recommends ${names.join(" ")}`);
  return 1;
}

const isOffered = (name) => spawnSync("apt-cache", ["show", name]).status === 0;

/** `RUNLEVEL=1` keeps packages such as postgresql from starting a service of their own. */
async function aptInstall(names, byHand) {
  const apt = ["apt-get", "-o", "DPkg::Lock::Timeout=120"];
  const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const help = `Check the network and /etc/apt/sources.list, or try: ${byHand}`;
  const install = [...apt, "install", "--yes", "--no-install-recommends", ...names];
  try {
    await command("packages", install, { env, help });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    await command("packages-update", [...apt, "update"], { env, help });
    await command("packages", install, { env, help });
  }
}

/**
 * What cross-building the arm64 loader and its container image needs on an amd64 machine, and the
 * other way round.
 */
const foreign =
  process.arch === "arm64"
    ? { debian: "amd64", compiler: "gcc-x86-64-linux-gnu", folder: "/usr/lib/x86_64-linux-gnu" }
    : { debian: "arm64", compiler: "gcc-aarch64-linux-gnu", folder: "/usr/lib/aarch64-linux-gnu" };

/** @throws {SetupError} when they are not there and cannot be installed */
export async function ensureForeignPackages() {
  const files = ["libbpf.a", "libelf.a", "libstdc++.so.6"];
  if (files.every((name) => existsSync(join(foreign.folder, name)))) return;
  const libraries = ["libbpf-dev", "libelf-dev", "zlib1g-dev", "libstdc++6"].map(
    (name) => `${name}:${foreign.debian}`,
  );
  const names = [foreign.compiler, ...libraries];
  const byHand = `dpkg --add-architecture ${foreign.debian} && apt-get update && apt-get install -y ${names.join(" ")}`;
  if (!hasApt() || process.getuid?.() !== 0) {
    throw new SetupError(`Packages of the other architecture are missing. As root: ${byHand}`);
  }
  await command("architecture", ["dpkg", "--add-architecture", foreign.debian], { help: byHand });
  await command("packages-update", ["apt-get", "update"], { help: byHand });
  await aptInstall(names, byHand);
}
