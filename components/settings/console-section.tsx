"use client";
import { useQuery } from "@tanstack/react-query";
import { spanOfTime } from "../../server/duration.ts";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CertificateAuthority } from "./certificate-authority.tsx";
import { LastChanged } from "./last-changed.tsx";
import { PublicUrlForm } from "./public-url-form.tsx";
import { Section } from "./section.tsx";
import { ServerCertificate } from "./server-certificate.tsx";
import { WithSettings } from "./with-settings.tsx";

export function ConsoleSection() {
  const trpc = useTRPC();
  const info = useQuery(trpc.console.info.queryOptions());
  return (
    <WithSettings>
      {(settings) => (
        <>
          <Section
            title="Console"
            description="How hosts reach this Console."
            help={{ page: "settings", heading: "console" }}
            footer={<LastChanged section="console" />}
          >
            <div className="grid gap-5">
              <PublicUrlForm settings={settings.console} publicUrl={info.data?.publicUrl} />
              {info.data && (
                <div className="border-t pt-4">
                  <Facts
                    facts={[
                      {
                        label: "Sensors connect to",
                        value: (
                          <code className="break-all font-mono text-xs">{info.data.sensorUrl}</code>
                        ),
                        copy: info.data.sensorUrl,
                      },
                      {
                        label: "Version",
                        value: `${info.data.version}, up for ${spanOfTime(info.data.uptimeSeconds)}`,
                      },
                    ]}
                  />
                </div>
              )}
            </div>
          </Section>
          {info.isPending && <Skeleton className="h-64 rounded-xl" />}
          {info.isError && !info.data && (
            <FailedState
              what="The certificates"
              error={info.error}
              onRetry={() => info.refetch()}
            />
          )}
          {info.data && (
            <>
              <CertificateAuthority
                pem={info.data.caCertificate}
                caBundle={info.data.caBundle}
                facts={info.data.ca}
                isServerOwn={info.data.isServerOwn}
              />
              <ServerCertificate facts={info.data.server} isOwn={info.data.isServerOwn} />
            </>
          )}
        </>
      )}
    </WithSettings>
  );
}
