import { expect, it } from "vitest";
import { storedEmail } from "./email.ts";

it.each([
  ["admin@localhost", "admin@localhost.invalid"],
  ["Ada@Example.com ", "ada@example.com"],
  ["nobody", "nobody"],
])("stores %s as %s", (given, stored) => {
  expect(storedEmail(given)).toBe(stored);
});
