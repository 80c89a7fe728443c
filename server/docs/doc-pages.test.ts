import { globSync, readFileSync } from "node:fs";
import GithubSlugger from "github-slugger";
import { describe, expect, it, test } from "vitest";
import { docHref, docPages, isDocPath } from "./doc-pages.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), "utf8");

function anchors(page: string): string[] {
  const slugger = new GithubSlugger();
  const headings = text(`docs/${page}.md`).matchAll(/^#{1,6} (.+)$/gm);
  return [...headings].map(([, heading = ""]) => slugger.slug(heading.replaceAll("`", "")));
}

test.for(Object.keys(docPages))("docs/%s.md begins with a heading", (page) => {
  expect(text(`docs/${page}.md`)).toMatch(/^# /);
});

describe("docHref", () => {
  it.for([
    ["pools", "tokens.md", "/docs/tokens"],
    ["pools", "tokens.md#rotation", "/docs/tokens#rotation"],
    ["architecture", "decisions/0003-listening-clock.md", "/docs/decisions/0003-listening-clock"],
    ["decisions/0003-listening-clock", "../limits.md", "/docs/limits"],
    ["pools", "#expected-size", "#expected-size"],
    ["pools", "https://example.com/a", "https://example.com/a"],
    ["pools", "../server/pools/list.ts", null],
    ["pools", "images/pools.png", null],
    ["pools", "javascript:alert(1)", null],
  ] as const)("from %s, %s leads to %s", ([from, link, to]) => {
    expect(docHref(from, link)).toBe(to);
  });
});

it("shows no other file", () => {
  const paths = ["../README", "decisions/../../package", "toString/x", "decisions/0001", "secret"];
  expect(paths.filter(isDocPath)).toEqual([]);
});

const uses = globSync("components/**/*.tsx", { cwd: root }).flatMap((file) =>
  [...text(file).matchAll(/page[:=] ?"([\w-]+)",?\s+heading[:=] ?"([\w-]+)"/g)].map(
    ([, page = "", heading = ""]) => ({ file, page, heading }),
  ),
);
test.for(uses)("$file links to a heading of docs/$page.md", ({ page, heading }) => {
  expect(anchors(page)).toContain(heading);
});
