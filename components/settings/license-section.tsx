"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { SeatMeter } from "../license/seat-meter.tsx";
import { SilentSeats } from "../license/silent-seats.tsx";
import { useSeats } from "../license/use-seats.ts";
import { useMay } from "../shell/me.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { LicenseFacts } from "./license-facts.tsx";
import { LicenseNotice } from "./license-notice.tsx";
import { RemoveLicense } from "./remove-license.tsx";
import { Section } from "./section.tsx";
import { UploadLicense } from "./upload-license.tsx";

export function LicenseSection() {
  const trpc = useTRPC();
  const license = useQuery(trpc.license.get.queryOptions());
  const seats = useSeats();
  const mayChange = useMay("administer");
  return (
    <Section
      title="License"
      description="How many sensors may be enrolled. A seat is taken until its sensor leaves or is deleted."
    >
      {license.isPending && <Skeleton className="h-56" />}
      {license.isError && !license.data && (
        <FailedState what="The license" error={license.error} onRetry={() => license.refetch()} />
      )}
      {license.data && (
        <div className="grid gap-5">
          <LicenseNotice license={license.data} />
          {seats ? (
            <div className="grid gap-2">
              <SeatMeter seats={seats} ephemeral={license.data.seats.ephemeral} />
              <p>
                <SilentSeats {...seats} />
              </p>
            </div>
          ) : (
            <Skeleton className="h-20" />
          )}
          <div className="border-t pt-4">
            <LicenseFacts license={license.data} />
          </div>
          {mayChange && (
            <div className="flex flex-wrap gap-2">
              <UploadLicense isReplacing={license.data.uploaded !== null} />
              {license.data.uploaded && <RemoveLicense />}
            </div>
          )}
        </div>
      )}
    </Section>
  );
}
