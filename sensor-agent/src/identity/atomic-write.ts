import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/** What a store does to files. Each step happens whole or not at all, whenever the host is cut off. */
export interface FileSteps {
  write(file: string, content: string, mode?: number): void;
  remove(file: string): void;
}

export const fileSteps: FileSteps = { write: writeAtomically, remove };

/** Writes a whole file or nothing: temporary name, fsync, rename, fsync of the folder. */
export function writeAtomically(file: string, content: string, mode = 0o644): void {
  const dir = dirname(file);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeTo(temporary, content, mode);
    renameSync(temporary, file);
  } catch (error) {
    // A full disk is tried again with each start, each under another name.
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dir);
}

function writeTo(file: string, content: string, mode: number): void {
  const handle = openSync(file, "w", mode);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function remove(file: string): void {
  rmSync(file, { force: true });
  syncFolder(dirname(file));
}

/** A rename or a removal is on the disk once its folder is. */
function syncFolder(dir: string): void {
  try {
    const folder = openSync(dir, "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    // A folder that is not there holds nothing.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
