"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Settings } from "../../server/settings/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { useQuiet } from "../form/use-quiet.ts";
import { Notice } from "../ui/notice.tsx";
import { reachOf, StatusFlips } from "./status-flips.tsx";

/** What the thresholds that are being typed would do to the fleet as it is now. */
export function StatusEffect({ status }: { status: unknown }) {
  const trpc = useTRPC();
  const typed = Settings.shape.status.safeParse(useQuiet(status));
  const preview = useQuery(
    trpc.settings.previewStatus.queryOptions(typed.data ?? {}, {
      enabled: typed.success,
      placeholderData: keepPreviousData,
      staleTime: 0,
      // Sensors fall silent and come back while one thinks.
      refetchInterval: 5_000,
    }),
  );
  if (!typed.success || !preview.data) return null;
  if (preview.data.changed === 0) {
    return (
      <p role="status" className="text-ink-muted">
        No sensor has another status with these thresholds right now.
      </p>
    );
  }
  return (
    <Notice
      tone={preview.data.isMany ? "warning" : "info"}
      role="status"
      title={`This gives ${reachOf(preview.data)} another status right now`}
    >
      <StatusFlips flips={preview.data.flips} />
    </Notice>
  );
}
