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
    shellcheck: "shellcheck",
    "systemd-container": "systemd-nspawn",
  },
  bench: {
    forkstat: "forkstat",
    "golang-cfssl": "cfssl",
    "libbpf-tools": "/usr/sbin/execsnoop",
  },
};

const folders = () => [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
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
