import type { Client } from "../client.ts";

/** Enrollment tokens in every state; the secrets of those that the showcase enrolls with. */
export async function makeTokens(api: Client) {
  const make = async (body: object): Promise<string> => {
    const answer = await api.call("/api/v1/enrollment-tokens", { body });
    if (answer.status !== 201) throw new Error(`Token: ${answer.text}`);
    return answer.json.tokens[0].token;
  };
  const ephemeral = { type: "batch", ephemeral: true } as const;
  const tokens = {
    ci: await make({
      ...ephemeral,
      maxUses: 60,
      removeAfterSeconds: 600,
      tags: ["env:lab", "pool:ci-workers"],
      description: "CI runners",
    }),
    spot: await make({
      ...ephemeral,
      maxUses: 200,
      removeAfterSeconds: 1800,
      tags: ["env:prod", "pool:spot-render"],
      namePattern: "i-*",
      description: "Spot render farm",
    }),
    database: await make({
      type: "batch",
      maxUses: 20,
      tags: ["env:prod", "site:berlin"],
      description: "Database hosts",
    }),
    oslo: await make({ type: "cluster", clusterName: "oslo-1", ttlSeconds: 6 * 86_400 }),
    expired: await make({ type: "one_time", ttlSeconds: 3600, description: "Web, last week" }),
  };
  await make({ type: "one_time", description: "Lab bench" });
  return tokens;
}
