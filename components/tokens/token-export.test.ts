import { describe, expect, it } from "vitest";
import type { CreatedToken } from "../../server/tokens/schema.ts";
import { exportName, tokensCsv, tokensJson } from "./token-export.ts";

function aCreatedToken(changes: Partial<CreatedToken> = {}): CreatedToken {
  return {
    id: "00000000-0000-4000-8000-000000000001",
    token: "tvx_secret",
    prefix: "tvx_secret",
    type: "one_time",
    state: "active",
    uses: 0,
    maxUses: 1,
    expiresAt: "2026-06-02T12:00:00.000Z",
    createdAt: "2026-06-01T12:34:56.000Z",
    createdBy: "ada",
    lastUsedAt: null,
    revokedAt: null,
    clusterName: null,
    clusterUid: null,
    tags: ["env:lab", "site:b"],
    role: null,
    ephemeral: true,
    removeAfterSeconds: 600,
    namePattern: null,
    allowedCidrs: ["10.0.0.0/8"],
    replacedById: null,
    expiring: false,
    description: "",
    ...changes,
  };
}

describe("the CSV of new tokens", () => {
  it("has a line for each, under the names of the API", async () => {
    const lines = (await tokensCsv([aCreatedToken(), aCreatedToken()])).split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      "token,id,expiresAt,tags,role,ephemeral,removeAfterSeconds,namePattern,allowedCidrs,description",
    );
    expect(lines[1]).toBe(
      "tvx_secret,00000000-0000-4000-8000-000000000001,2026-06-02T12:00:00.000Z,env:lab site:b,,true,600,,10.0.0.0/8,",
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])(
    "escapes the formula %j",
    async (description) => {
      const csv = await tokensCsv([aCreatedToken({ description })]);
      expect(csv).toContain(`,'${description}\r\n`);
    },
  );

  it("quotes what would break a cell", async () => {
    const csv = await tokensCsv([aCreatedToken({ description: 'rack "7", left' })]);
    expect(csv).toContain(',"rack ""7"", left"\r\n');
  });
});

it("the JSON of new tokens is the answer of the API", () => {
  const tokens = [aCreatedToken()];
  expect(JSON.parse(tokensJson(tokens))).toEqual({ tokens });
});

it("the file is named by when they were made, and how many", () => {
  const tokens = [aCreatedToken(), aCreatedToken()];
  expect(exportName(tokens, "csv")).toBe("enrollment-tokens-20260601-123456-2.csv");
});
