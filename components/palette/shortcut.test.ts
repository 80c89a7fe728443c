import { expect, test } from "vitest";
import { keyCaps, type Shortcut, shortcutFor } from "./shortcut.ts";

const shortcut = (key: string, more: Partial<Shortcut> = {}): Shortcut => ({
  ...{ keys: [key], does: key, group: "List", run: () => undefined },
  ...more,
});
const all = [shortcut("j"), shortcut("J"), shortcut("?"), shortcut("k", { isCommand: true })];
const plain = { ctrlKey: false, metaKey: false, altKey: false };
const quiet = { isTyping: false, isLayerOpen: false };
const does = (press: object, state: object = {}) =>
  shortcutFor(all, { key: "j", ...plain, ...press }, { ...quiet, ...state })?.does;

test.each([
  [{ key: "j" }, {}, "j"],
  [{ key: "J" }, {}, "J"],
  [{ key: "?" }, {}, "?"],
  [{ key: "k" }, {}, undefined],
  [{ key: "k", ctrlKey: true }, {}, "k"],
  [{ key: "k", metaKey: true }, { isTyping: true }, "k"],
  [{ key: "j", ctrlKey: true }, {}, undefined],
  [{ key: "j", altKey: true }, {}, undefined],
  [{ key: "j" }, { isTyping: true }, undefined],
  [{ key: "j" }, { isLayerOpen: true }, undefined],
  [{ key: "k", ctrlKey: true }, { isLayerOpen: true }, undefined],
])("%j while %j does %s", (press, state, expected) => {
  expect(does(press, state)).toBe(expected);
});

test("caps name what is pressed together", () => {
  expect(keyCaps(shortcut("J"), false)).toEqual([["Shift", "J"]]);
  expect(keyCaps(shortcut("k", { isCommand: true }), true)).toEqual([["⌘", "K"]]);
  expect(keyCaps(shortcut("Delete", { keys: ["Backspace", "Delete"] }), false)).toEqual([
    ["⌫"],
    ["Del"],
  ]);
});
