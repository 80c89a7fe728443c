import type { ReactNode } from "react";
import { ApiProvider } from "../../components/api/api-provider.tsx";
import { LiveProvider } from "../../components/api/live.tsx";
import { PaletteProvider } from "../../components/palette/palette.tsx";
import { MeProvider } from "../../components/shell/me.tsx";
import { Shell } from "../../components/shell/shell.tsx";
import { ClockProvider } from "../../components/time/clock.tsx";
import { currentUser } from "../console-bridge.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const me = await currentUser();
  // The page itself sends away who is not signed in: only it knows the way back.
  if (!me) return children;
  return (
    <MeProvider me={me}>
      <ApiProvider>
        <LiveProvider>
          <ClockProvider>
            <PaletteProvider>
              <Shell>{children}</Shell>
            </PaletteProvider>
          </ClockProvider>
        </LiveProvider>
      </ApiProvider>
    </MeProvider>
  );
}
