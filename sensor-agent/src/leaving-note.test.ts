import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "./clock.ts";
import { leavingNote } from "./leaving-note.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "telovix-note-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The note as it is seen so many ms from now. */
const note = (inMs = 0) =>
  leavingNote(join(root, "run/leaving"), { ...systemClock, nowMs: () => Date.now() + inMs });

it("holds the running sensor back for two minutes, and says why it goes", () => {
  expect([note().isHeld(), note().reason()]).toEqual([false, undefined]);
  note().write("logout");
  expect([note().isHeld(), note().reason()]).toEqual([true, "logout"]);
  expect([note(119_000).isHeld(), note(121_000).isHeld()]).toEqual([true, false]);
  // A clock that was set back is not to hold it for that long.
  expect(note(-3_600_000).isHeld()).toBe(false);
});

it("is nothing to the sensor that starts after it", () => {
  note().write("logout");
  note().clear();
  expect([note().isHeld(), note().reason()]).toEqual([false, undefined]);
  note().clear();
});
