"use client";
import { ChevronRight, CloudOff, Tags, Timer } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { z } from "zod";
import { shortDuration } from "../../server/duration.ts";
import type { SensorDetail } from "../../server/sensors/schema.ts";
import { RemovalCountdown } from "../lifecycle/removal-countdown.tsx";
import { EditTagsDialog } from "../sensors/edit-tags-dialog.tsx";
import { StatusBadge } from "../sensors/status-badge.tsx";
import { TagList } from "../sensors/tag-list.tsx";
import { useMay } from "../shell/me.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { SensorActions } from "./sensor-actions.tsx";

export type Sensor = z.infer<typeof SensorDetail>;

export function SensorHeader({ sensor }: { sensor: Sensor }) {
  const mayOperate = useMay("operate");
  const [isEditing, setEditing] = useState(false);
  const canChange = mayOperate && !sensor.departed;
  return (
    <header className="mb-5 grid gap-3">
      <nav aria-label="Breadcrumb" className="flex items-center gap-1 text-ink-muted">
        <Link href="/sensors" className="rounded hover:text-ink">
          Sensors
        </Link>
        <ChevronRight aria-hidden className="size-3.5" />
        {sensor.departed && (
          <>
            <Link href="/sensors/departed" className="rounded hover:text-ink">
              Departed
            </Link>
            <ChevronRight aria-hidden className="size-3.5" />
          </>
        )}
        <span aria-current="page" className="truncate">
          {sensor.name}
        </span>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 flex-1 basis-80 gap-2">
          <div className="flex items-center gap-1">
            <h1 className="break-all font-semibold text-xl leading-8 tracking-tight">
              {sensor.name}
            </h1>
            <CopyButton value={sensor.name} label="Copy name" />
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
            <StatusBadge status={sensor.status} />
            <span className="text-ink-muted">
              Last heartbeat{" "}
              {sensor.lastHeartbeatAt ? <RelativeTime at={sensor.lastHeartbeatAt} /> : "never"}
            </span>
            {sensor.ephemeral && (
              <span className="inline-flex items-center gap-1 text-ink-muted">
                <Timer aria-hidden className="size-3.5" />
                Ephemeral
                {sensor.removeAfterSeconds !== null &&
                  !sensor.departed &&
                  `, removed after ${shortDuration(sensor.removeAfterSeconds)} of silence`}
              </span>
            )}
            {sensor.terminatingAt && !sensor.departed && (
              <span className="inline-flex items-center gap-1 font-medium text-stale">
                <CloudOff aria-hidden className="size-3.5" />
                Its cloud ends it <RelativeTime at={sensor.terminatingAt} />
              </span>
            )}
            <span className="font-medium text-stale empty:hidden">
              <RemovalCountdown sensor={sensor} />
            </span>
            {sensor.tags.length > 0 && <TagList tags={sensor.tags} />}
          </div>
        </div>
        {canChange && (
          <div className="flex items-center gap-2">
            <Button onClick={() => setEditing(true)}>
              <Tags aria-hidden />
              Edit Tags
            </Button>
            <SensorActions sensor={sensor} />
          </div>
        )}
      </div>
      {isEditing && <EditTagsDialog sensor={sensor} onClose={() => setEditing(false)} />}
    </header>
  );
}
