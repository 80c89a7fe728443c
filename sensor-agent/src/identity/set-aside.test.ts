import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fileSteps } from "./atomic-write.ts";
import { diskStore, hashOf, type Identity, type IdentityStore } from "./store.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "telovix-aside-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Every part tells which enrollment it is of, so that a mixture shows. */
const anIdentity = (of: string): Identity => ({
  config: {
    sensorId: "3c9e5537-8e71-40bd-b7ca-36e4af19b544",
    name: of,
    consoleUrl: "https://console.test:15483",
    sensorUrl: "wss://console.test:15484/api/v1/sensor/connect",
    heartbeatSeconds: 15,
    ephemeral: false,
  },
  ca: of,
  certificate: of,
  key: "the one key",
});
const [before, after] = [anIdentity("before"), anIdentity("after")];

class Killed extends Error {}

/** A store whose process is killed after `left` steps on files. */
function store(dir: string, left = Number.POSITIVE_INFINITY): IdentityStore {
  const step = () => {
    if (left-- <= 0) throw new Killed();
  };
  return diskStore(dir, dir, {
    write(...given) {
      step();
      fileSteps.write(...given);
    },
    remove(file) {
      step();
      fileSteps.remove(file);
    },
  });
}

const enrolled = () => {
  const dir = mkdtempSync(join(root, "host-"));
  store(dir).write(before, "old token");
  return dir;
};

/** What a start after the kill ends with when the Console refuses it. */
const goesOnAs = (dir: string) => store(dir).read() ?? store(dir).restore();

const stories: [string, (store: IdentityStore) => void][] = [
  ["setting aside", (of) => of.setAside()],
  [
    "enrolling anew",
    (of) => {
      of.setAside();
      of.write({ ...after, key: of.pendingKey(() => "another key") }, "new token");
    },
  ],
  [
    "taking back",
    (of) => {
      of.setAside();
      of.restore();
    },
  ],
];

it.each(stories)("%s: killed between any two steps, one whole identity is left", (_name, story) => {
  for (let steps = 0; ; steps++) {
    const dir = enrolled();
    let wasKilled = false;
    try {
      story(store(dir, steps));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      wasKilled = true;
    }
    const identity = goesOnAs(dir);
    expect([before, after]).toContainEqual(identity);
    const token = identity?.ca === "after" ? "new token" : "old token";
    expect(store(dir).tokenHash()).toBe(hashOf(token));
    if (!wasKilled) return expect(steps).toBeGreaterThan(1);
  }
});

it("keeps the key, so that the Console knows the sensor again", () => {
  const dir = enrolled();
  store(dir).setAside();
  expect(store(dir).read()).toBeNull();
  expect(store(dir).pendingKey(() => "another key")).toBe("the one key");
  expect(store(dir).aside()).toEqual(before);
});

it("leaves nothing aside after an enrollment, and nothing at all after a removal", () => {
  const dir = enrolled();
  store(dir).setAside();
  store(dir).write(after, "new token");
  expect([store(dir).aside(), store(dir).restore()]).toEqual([null, after]);
  store(dir).setAside();
  store(dir).clear();
  expect([store(dir).restore(), readdirSync(dir).sort()]).toEqual([
    null,
    ["console-ca.cert.pem", "policies", "spool"],
  ]);
});

it("forgets what was set aside when its key is gone", () => {
  const dir = enrolled();
  store(dir).setAside();
  rmSync(join(dir, "client.key.pem"));
  store(dir).pendingKey(() => "another key");
  expect([store(dir).aside(), store(dir).restore()]).toEqual([null, null]);
});
