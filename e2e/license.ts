import type { TestConsole } from "./console.ts";

/** Puts a license for so many nodes in force, issued by the installation itself. */
export async function allowNodes(
  console: Pick<TestConsole, "cli" | "apiClient">,
  nodes: number,
): Promise<void> {
  const terms = ["--nodes", String(nodes), "--customer", "Tests", "--expires", "2099-12-31"];
  const license = (await console.cli("license", "issue", ...terms)).trim();
  const api = await console.apiClient("admin");
  const answer = await api.call("/api/v1/license", { method: "PUT", body: { license } });
  api.close();
  if (answer.status !== 200) throw new Error(`License: ${answer.text}`);
}
