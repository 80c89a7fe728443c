import type { ReactNode } from "react";
import { PauseBanner } from "../../../components/lifecycle/pause-banner.tsx";
import { currentUser } from "../../console-bridge.ts";

/** What matters on every page about sensors stands above each of them. */
export default async function SensorsLayout({ children }: { children: ReactNode }) {
  // Without a user the page sends away, and nothing around it gives what the banner needs.
  const me = await currentUser();
  return (
    <>
      {me && <PauseBanner />}
      {children}
    </>
  );
}
