"use client";
import type { ReactNode } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { LeaveGuardProvider } from "./leave-guard.tsx";
import { SectionList } from "./section-list.tsx";

/** What every page of the settings has around its section. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <LeaveGuardProvider>
      <PageHeader title="Settings" description="Changes take effect at once, in every process." />
      <div className="grid items-start gap-4 lg:grid-cols-[11rem_minmax(0,48rem)] lg:gap-10">
        <SectionList />
        <div className="grid min-w-0 gap-4">{children}</div>
      </div>
    </LeaveGuardProvider>
  );
}
