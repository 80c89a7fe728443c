import { expect, test } from "vitest";
import { forViewer } from "./document.ts";

test("the viewer asks the Console that the page came from, and offers no cookie to type in", () => {
  const apiKey = { type: "http", scheme: "bearer" };
  const seen = forViewer({
    servers: [{ url: "https://elsewhere.example:15483/api/v1" }],
    components: { securitySchemes: { apiKey, session: { type: "apiKey", in: "cookie" } } },
  });
  expect(seen.servers).toEqual([{ url: "/api/v1" }]);
  expect(seen.components?.securitySchemes).toEqual({ apiKey });
});
