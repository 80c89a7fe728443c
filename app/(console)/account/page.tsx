import type { Metadata } from "next";
import { AccountScreen } from "../../../components/account/account-screen.tsx";
import { requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  await requireUser("/account");
  return <AccountScreen />;
}
