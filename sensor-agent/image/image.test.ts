import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Document, imageConfig } from "./documents.ts";
import { type Architecture, dynamicNeeds } from "./elf.ts";
import { type Entry, writeLayer } from "./layer.ts";
import { layoutWith } from "./layout-index.ts";
import { libraryClosure } from "./libraries.ts";
import { releaseDate } from "./release-date.ts";

const own: Architecture = process.arch === "arm64" ? "arm64" : "amd64";
const node = readFileSync(process.execPath);
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "telovix-image-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("dynamicNeeds", () => {
  it("reads what readelf reads", () => {
    const told = execFileSync("readelf", ["-dl", process.execPath], { encoding: "utf8" });
    const needed = [...told.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map((match) => match[1]);
    const interpreter = /program interpreter: (.+)\]/.exec(told)?.[1];
    expect(dynamicNeeds(node)).toEqual({ architecture: own, interpreter, needed });
    expect(needed).toContain("libc.so.6");
  });

  it.each([Buffer.alloc(0), Buffer.from("#!/bin/sh\n"), Buffer.alloc(64), node.subarray(0, 63)])(
    "takes %o for no ELF file",
    (file) => {
      expect(dynamicNeeds(file)).toBeNull();
    },
  );
});

describe("libraryClosure", () => {
  const other = own === "amd64" ? "arm64" : "amd64";

  it("says which library is missing", () => {
    const find = (name: string) =>
      name === "libm.so.6" ? null : { path: `/lib/${name}`, source: name, content: node };
    expect(() => libraryClosure(node, own, find)).toThrow("libm.so.6 is not on this machine.");
  });

  it("refuses what is built for another machine", () => {
    expect(() => libraryClosure(node, other, () => null)).toThrow(
      `the executable is no ELF file for ${other}.`,
    );
  });
});

describe("writeLayer", () => {
  const source = import.meta.filename;
  const entries: Entry[] = [
    { kind: "file", path: "/etc/passwd", mode: 0o644, content: Buffer.from("root\n") },
    { kind: "directory", path: "/tmp", mode: 0o1777 },
    { kind: "copy", path: "/bin/x", mode: 0o755, source, size: statSync(source).size },
  ];

  it("writes the same bytes whatever the order, and names them truly", async () => {
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    const layer = await writeLayer(entries, one);
    expect(await writeLayer([...entries].reverse(), two)).toEqual(layer);
    expect(readFileSync(two)).toEqual(readFileSync(one));
    const sum = (command: string) => execFileSync("sh", ["-c", command, "sh", one]).toString();
    expect(sum('sha256sum <"$1"')).toContain(layer.digest.slice(7));
    expect(sum('gzip -dc "$1" | sha256sum')).toContain(layer.diffId.slice(7));
    expect(layer.size).toBe(readFileSync(one).length);
  });

  it("holds each folder before its files, of nobody, at no time", async () => {
    const file = join(folder, "listed");
    await writeLayer(entries, file);
    const list = ["-tvzf", file, "--numeric-owner", "--full-time", "--utc"];
    const told = execFileSync("tar", list, { encoding: "utf8" }).trim().split("\n");
    const rows = told.map((line) => line.split(/\s+/));
    expect(rows.map(([mode, owner, , day, , name]) => [mode, owner, day, name])).toEqual([
      ["drwxr-xr-x", "0/0", "1970-01-01", "bin/"],
      ["-rwxr-xr-x", "0/0", "1970-01-01", "bin/x"],
      ["drwxr-xr-x", "0/0", "1970-01-01", "etc/"],
      ["-rw-r--r--", "0/0", "1970-01-01", "etc/passwd"],
      ["drwxrwxrwt", "0/0", "1970-01-01", "tmp/"],
    ]);
  });
});

it.each([
  ["1.1.0", "2027-02-03T00:00:00.000Z"],
  ["1.0.0", "2027-01-02T00:00:00.000Z"],
  ["1.2.0", "1970-01-01T00:00:00.000Z"],
  ["1.3.0", "1970-01-01T00:00:00.000Z"],
])("version %s was released at %s", (version, at) => {
  const changes =
    "# Changes\n\n## 1.2.0 (unreleased)\n\n## 1.1.0 (2027-02-03)\n\n- x\n\n## 1.0.0 (2027-01-02)\n";
  expect(releaseDate(changes, version).toISOString()).toBe(at);
});

describe("layoutWith", () => {
  const image = (version: string): Document =>
    imageConfig({ version, createdAt: new Date(0) }, "amd64", []);
  const names = (index: ReturnType<typeof layoutWith>) =>
    index.manifests.map((entry) => Object.values(entry.annotations)[0] ?? null);

  it("keeps two earlier images, and a name for one of them only", () => {
    const versions = ["1.0.0", "1.1.0", "1.2.0", "1.3.0"];
    const kept = versions.reduce<ReturnType<typeof layoutWith> | null>(
      (index, version) => layoutWith(index, image(version), version),
      null,
    );
    expect(kept && names(kept)).toEqual(["1.3.0", "1.2.0", "1.1.0"]);
    expect(kept && names(layoutWith(kept, image("other"), "1.3.0"))).toEqual([
      "1.3.0",
      null,
      "1.2.0",
    ]);
  });

  it("is the same again after the same build", () => {
    const once = layoutWith(null, image("1.0.0"), "1.0.0");
    expect(layoutWith(once, image("1.0.0"), "1.0.0")).toEqual(once);
  });
});
