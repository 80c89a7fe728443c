"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AccountSection } from "./account-section.tsx";
import { ApiKeysSection } from "./api-keys-section.tsx";
import { ConsoleSection } from "./console-section.tsx";
import { EnrollmentSection } from "./enrollment-section.tsx";
import { LicenseSection } from "./license-section.tsx";
import { NotificationsSection } from "./notifications-section.tsx";
import { RemovalSection } from "./removal-section.tsx";
import { RetentionSection } from "./retention-section.tsx";
import { SectionLinks } from "./section-links.tsx";
import { StatusSection } from "./status-section.tsx";

export function SettingsScreen() {
  const trpc = useTRPC();
  const settings = useQuery(trpc.settings.get.queryOptions());
  const mayChange = useMay("administer");
  return (
    <>
      <PageHeader title="Settings" description="Changes take effect at once, in every process." />
      <div className="grid items-start gap-6 lg:grid-cols-[11rem_minmax(0,46rem)] lg:gap-10">
        <SectionLinks />
        <div className="grid min-w-0 gap-4">
          {!mayChange && (
            <Notice tone="info">Your role reads settings. An administrator can change them.</Notice>
          )}
          {settings.isPending && <Skeleton className="h-96 rounded-xl" />}
          {settings.isError && !settings.data && (
            <FailedState
              what="The settings"
              error={settings.error}
              onRetry={() => settings.refetch()}
            />
          )}
          {settings.data && (
            <>
              <EnrollmentSection settings={settings.data} />
              <StatusSection settings={settings.data} />
              <RemovalSection settings={settings.data} />
              <RetentionSection settings={settings.data} />
              <ConsoleSection settings={settings.data} />
              {mayChange && <NotificationsSection settings={settings.data} />}
            </>
          )}
          <LicenseSection />
          <AccountSection />
          {mayChange && <ApiKeysSection />}
        </div>
      </div>
    </>
  );
}
