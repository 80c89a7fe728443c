import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type Architecture, dynamicNeeds } from "../../sensor-agent/image/elf.ts";
import { type FindLibrary, libraryFolders } from "../../sensor-agent/image/libraries.ts";

/** Looks for libraries of an architecture in the places of this machine that have them. */
export function findLibrary(architecture: Architecture): FindLibrary {
  const folders = libraryFolders(architecture);
  return (name) => {
    const isLoader = posix.isAbsolute(name);
    const places = folders.map(({ source, image }) => ({
      source: join(source, posix.basename(name)),
      // The kernel looks for the loader at this one path.
      path: isLoader ? name : join(image, name),
    }));
    for (const place of places) {
      if (!existsSync(place.source)) continue;
      const content = readFileSync(place.source);
      if (dynamicNeeds(content)?.architecture === architecture) return { ...place, content };
    }
    return null;
  };
}
