import { expect, it } from "vitest";
import { problemText } from "./problem-text.ts";

const limit = { code: "NodeLimitExceeded", title: "The node limit is reached", status: 403 };

it.each([
  [
    "its help",
    { ...limit, help: "Delete stale sensors." },
    "NodeLimitExceeded. The node limit is reached. Delete stale sensors.",
  ],
  ["a detail", { ...limit, detail: "100 of 100.", help: "" }, "NodeLimitExceeded. 100 of 100."],
  ["no help", limit, "NodeLimitExceeded. The node limit is reached. Do this."],
  [
    "several lines",
    { ...limit, detail: "a\nb\u001b[31m" },
    "NodeLimitExceeded. a b [31m. Do this.",
  ],
  ["no problem document", null, "HTTP 403. Do this."],
])("says a refusal with %s in one line", (_title, problem, text) => {
  expect(problemText(problem, 403, "Do this")).toBe(text);
});
