import { expect, it } from "vitest";
import { btfFinding, type Finding, finding, PreparedLine } from "./prepared.ts";

const of = (line: Partial<PreparedLine>): Finding =>
  finding(PreparedLine.parse({ v: 1, type: "prepared", ...line }));

it.each<[Partial<PreparedLine>, Finding["level"], RegExp]>([
  [{ name: "bpf", state: "already" }, "info", /^mount: bpf already mounted on .*; continuing\.$/],
  [{ name: "bpf", state: "mounted" }, "info", /^mount: bpf mounted on \/sys\/fs\/bpf\.$/],
  [
    { name: "bpf", state: "failed", detail: "No such device", denied: false },
    "error",
    /^bpf filesystem not available .*No such device.*ls \/sys\/kernel\/btf\/vmlinux/,
  ],
  [
    { name: "bpf", state: "failed", detail: "Operation not permitted", denied: true },
    "error",
    /^bpf filesystem not available .*permission denied.*privileged mode/,
  ],
  [{ name: "tracefs", state: "failed", detail: "No such device" }, "warn", /Continuing/],
  [{ name: "ebpf", state: "allowed" }, "info", /may be used/],
  [
    { name: "ebpf", state: "failed", detail: "Operation not permitted", denied: true },
    "error",
    /permission denied.*privileged/,
  ],
])("%j: %s", (line, level, text) => {
  expect(of(line)).toEqual({ level, text: expect.stringMatching(text) });
});

it("names the missing BTF and how to look for it", () => {
  expect(btfFinding(true).level).toBe("info");
  expect(btfFinding(false)).toEqual({
    level: "error",
    text: expect.stringMatching(/lacks BTF.*ls \/sys\/kernel\/btf\/vmlinux$/),
  });
});
