import { expect, test } from "vitest";
import { actionWords, eventWords, reasonWord } from "./words.ts";

test.each([
  ["token_created", "Token created"],
  ["api_key_revoked", "API key revoked"],
  ["signed_in", "Signed in"],
])("%s reads %s", (action, words) => {
  expect(actionWords(action)).toBe(words);
});

test.each([
  ["clean_exit", "clean exit"],
  ["terminated", "ended by cloud"],
  ["something_new", "something new"],
])("the reason %s reads %s", (reason, word) => {
  expect(reasonWord(reason)).toBe(word);
});

test("an event reads as a sentence after the sensor's name", () => {
  expect(eventWords({ kind: "departed", reason: "auto_removed" })).toBe("left: auto-removed");
  expect(eventWords({ kind: "departed", reason: null })).toBe("left");
  expect(eventWords({ kind: "revived", reason: null })).toBe("came back");
});
