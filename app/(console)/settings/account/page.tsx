import type { Metadata } from "next";
import { AccountSection } from "../../../../components/settings/account-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Account settings" };

export default async function AccountPage() {
  await requireSection("account");
  return <AccountSection />;
}
