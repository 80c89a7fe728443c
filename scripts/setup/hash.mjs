import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

/** What no build reads of a folder: outputs, dependencies, editors' leftovers. */
const never = /(^|\/)(node_modules|build|generated|\.next|\.cache)(\/|$)|\.test\.tsx?$|~$|\.sw.$/;

/**
 * SHA-256 over names and contents of files and folders; what does not exist counts as absent.
 * Contents, not times: a fresh checkout of the same commit needs no rebuild. A path that is named
 * itself may be an output of another step, a link, or a file outside of the repository.
 */
export function hashOf(root, paths, ignore = /(?!)/) {
  const hash = createHash("sha256").update(`${process.arch}\n`);
  for (const path of paths) {
    const stat = statSync(resolve(root, path), { throwIfNoEntry: false });
    if (stat !== undefined) add(hash, { root, path, stat, ignore });
  }
  return hash.digest("hex");
}

function add(hash, { root, path, stat, ignore }) {
  if (stat.isDirectory()) {
    for (const name of readdirSync(resolve(root, path)).sort()) {
      const inside = `${path}/${name}`;
      if (never.test(inside) || ignore.test(inside)) continue;
      add(hash, { root, path: inside, stat: lstatSync(resolve(root, inside)), ignore });
    }
  } else if (stat.isFile()) {
    hash.update(`${path}\0${stat.size}\0`).update(readFileSync(resolve(root, path)));
  }
}
