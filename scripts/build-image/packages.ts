import { spawnSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import type { Entry } from "../../sensor-agent/image/layer.ts";

/**
 * Which Debian packages the libraries come from, told as Distroless tells it, so that scanners of
 * images find their vulnerabilities, and each package's license. Empty on a machine without dpkg.
 */
export function packageFiles(libraries: readonly string[]): Entry[] {
  const packages = [...new Set(libraries.flatMap((file) => ownerOf(file) ?? []))].sort();
  if (packages.length === 0) return [];
  const described = packages.flatMap((qualified) => {
    const name = qualified.replace(/:.*/, "");
    return [
      text(`/var/lib/dpkg/status.d/${name}`, dpkg("-s", qualified) ?? ""),
      text(`/usr/share/doc/${name}/copyright`, readFileSync(`/usr/share/doc/${name}/copyright`)),
    ];
  });
  return [...described, text("/etc/os-release", readFileSync("/etc/os-release"))];
}

const text = (path: string, content: string | Buffer): Entry => ({
  kind: "file",
  path,
  mode: 0o644,
  content: Buffer.from(content),
});

/** dpkg knows a file by the path it was packed with, from before or after /lib became /usr/lib. */
function ownerOf(file: string): string | undefined {
  const real = realpathSync(file);
  const paths = [file, real, real.replace(/^\/usr/, "")];
  for (const path of paths) {
    const owner = dpkg("-S", path)?.split(": ")[0];
    if (owner) return owner;
  }
  return undefined;
}

function dpkg(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("dpkg-query", args, { encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}
