import type { Metadata } from "next";
import { ApiKeysSection } from "../../../../components/api-keys/api-keys-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
  await requireSection("api-keys");
  return <ApiKeysSection />;
}
