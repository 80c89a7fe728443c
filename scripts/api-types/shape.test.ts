import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "../../server/rest/open-api.ts";
import { hashLine, shapeOf } from "./shape.ts";

test("cli/api-types.ts was made from the API as it is; else run: node scripts/api-types.ts", () => {
  const types = readFileSync(join(import.meta.dirname, "../../cli/api-types.ts"), "utf8");
  expect(types.split("\n")[1]).toBe(hashLine(openApiDocument()));
});

test("prose is left out, a property that is called description is not", () => {
  const property = { type: "string", description: "what it is for" };
  const schema = { description: "a token", properties: { description: property } };
  expect(shapeOf({ schemas: { tags: schema } })).toEqual({
    schemas: { tags: { properties: { description: { type: "string" } } } },
  });
});
