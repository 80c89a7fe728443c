import type { Entry } from "./layer.ts";

const directory = (path: string, mode = 0o755): Entry => ({ kind: "directory", path, mode });
const text = (path: string, content: string): Entry => ({
  kind: "file",
  path,
  mode: 0o644,
  content: Buffer.from(content),
});

/**
 * What a C library and a container runtime expect of a root file system: users, name look-up, and the
 * places that are mounted over, so that the image also runs with a read-only root.
 */
export const rootFiles: readonly Entry[] = [
  text("/etc/passwd", "root:x:0:0:root:/root:/sbin/nologin\n"),
  text("/etc/group", "root:x:0:\n"),
  text("/etc/nsswitch.conf", "hosts: files dns\n"),
  directory("/root", 0o700),
  directory("/tmp", 0o1777),
  ...["/dev", "/proc", "/run", "/sys", "/var/run"].map((path) => directory(path)),
  ...["/etc/telovix-sensor", "/var/lib/telovix-sensor"].map((path) => directory(path, 0o700)),
];
