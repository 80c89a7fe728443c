import type { ReactNode } from "react";
import { SettingsFrame } from "../../../components/settings/settings-frame.tsx";
import { currentUser } from "../../console-bridge.ts";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  // The page itself sends away who is not signed in; the frame asks who it is.
  return (await currentUser()) ? <SettingsFrame>{children}</SettingsFrame> : children;
}
