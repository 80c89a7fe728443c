import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What no build reads: outputs, dependencies, editors' leftovers. */
const never = /(^|\/)(node_modules|build|generated|\.next|\.cache)(\/|$)|\.test\.tsx?$|~$|\.sw.$/;

/**
 * SHA-256 over names and contents of files and folders; what does not exist counts as absent.
 * Contents, not times: a fresh checkout of the same commit needs no rebuild.
 */
export function hashOf(root, paths, ignore = /(?!)/) {
  const hash = createHash("sha256").update(`${process.arch}\n`);
  for (const path of paths) addPath(hash, root, path, ignore);
  return hash.digest("hex");
}

function addPath(hash, root, path, ignore) {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined || never.test(path) || ignore.test(path)) return;
  if (stat.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort())
      addPath(hash, root, `${path}/${name}`, ignore);
  } else if (stat.isFile()) {
    hash.update(`${path}\0${stat.size}\0`).update(readFileSync(join(root, path)));
  }
}
