"use client";
import { Lock, LockOpen, LogOut, Undo2 } from "lucide-react";
import { useState } from "react";
import type { DepartedDetail } from "../../server/departed/schema.ts";
import { spanOfTime } from "../../server/duration.ts";
import { useMay } from "../shell/me.tsx";
import { useNow } from "../time/clock.tsx";
import { AbsoluteTime, RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { wayBack, whyItLeft } from "./departure.ts";
import { RestoreDialog } from "./restore-dialog.tsx";
import { useHold } from "./use-hold.ts";

interface DepartureNoticeProps {
  record: DepartedDetail;
  removeAfterSeconds: number | null;
}

/** On a departed sensor's page: why it left, how it comes back, how long its record stays. */
export function DepartureNotice({ record, removeAfterSeconds }: DepartureNoticeProps) {
  const { departed, certificate, lifeSpanSeconds } = record;
  const isCertificateValid = new Date(certificate.notAfter) > useNow();
  const departure = { ...departed, removeAfterSeconds, isCertificateValid };
  return (
    <section
      aria-label="Departure"
      className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3 rounded-xl border border-line-strong bg-sunken px-4 py-3"
    >
      <div className="flex min-w-0 flex-1 basis-96 gap-2.5">
        <LogOut aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-muted" />
        <div className="grid gap-1">
          <p className="font-medium">
            Departed <AbsoluteTime at={departed.at} /> after {spanOfTime(lifeSpanSeconds)}.{" "}
            {whyItLeft(departure)}
          </p>
          <p className="text-ink-muted">{wayBack(departure)}</p>
          <Keeping record={record} />
        </div>
      </div>
      <DepartureActions record={record} />
    </section>
  );
}

function Keeping({ record: { held, keptUntil } }: { record: DepartedDetail }) {
  if (held) {
    return (
      <p className="text-ink-muted">
        Held by {held.by} since <AbsoluteTime at={held.at} />: the record is never purged.
      </p>
    );
  }
  return (
    <p className="text-ink-muted">
      The record is read-only
      {keptUntil && (
        <>
          {" "}
          and purged <RelativeTime at={keptUntil} />
        </>
      )}
      .
    </p>
  );
}

function DepartureActions({ record }: { record: DepartedDetail }) {
  const { id, held, departed } = record;
  const mayOperate = useMay("operate");
  const mayRestore = useMay("administer") && departed.reason === "deleted";
  const [isRestoring, setRestoring] = useState(false);
  const { hold, release, isPending } = useHold();
  if (!mayOperate) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <Button pending={isPending} onClick={() => (held ? release([id]) : hold([id]))}>
        {held ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
        {held ? "Release" : "Hold"}
      </Button>
      {mayRestore && (
        <Button onClick={() => setRestoring(true)}>
          <Undo2 aria-hidden />
          Restore…
        </Button>
      )}
      {isRestoring && <RestoreDialog sensor={record} onClose={() => setRestoring(false)} />}
    </div>
  );
}
