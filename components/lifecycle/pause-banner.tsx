"use client";
import { useQuery } from "@tanstack/react-query";
import { CirclePause } from "lucide-react";
import { useState } from "react";
import type { PauseView } from "../../server/lifecycle/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { type Decision, EndPauseDialog } from "./end-pause-dialog.tsx";
import { PauseState } from "./pause-state.tsx";
import { pausedTitle, whatHappened } from "./pauses.ts";
import { usePauses } from "./use-pauses.ts";

/** More pauses than this are shown on demand: the page below stays in sight. */
const shownMax = 3;

/** One banner for every pause that stands; who may not decide sees it without buttons. */
export function PauseBanner() {
  const trpc = useTRPC();
  const { pauses, readAtMs } = usePauses();
  const isNeeded = pauses.length > 0;
  const settings = useQuery(trpc.settings.get.queryOptions(undefined, { enabled: isNeeded }));
  const windowSeconds = settings.data?.removal.breakerWindowSeconds;
  const [isWhole, setWhole] = useState(false);
  const [only, ...others] = pauses;
  if (!only) return null;
  return (
    <section
      aria-label="Auto-removal is paused"
      className="mb-5 flex gap-2.5 rounded-xl border border-degraded/40 bg-warning-soft px-4 py-3"
    >
      <CirclePause aria-hidden className="mt-0.5 size-4 shrink-0 text-degraded" />
      <div className="grid min-w-0 flex-1 gap-2">
        <p role="status" className="font-medium">
          {pausedTitle(pauses, windowSeconds)}
        </p>
        {others.length === 0 ? (
          <PauseLine pause={only} readAtMs={readAtMs} />
        ) : (
          <ul className="grid divide-y divide-degraded/25 border-degraded/25 border-t">
            {(isWhole ? pauses : pauses.slice(0, shownMax)).map((pause) => (
              <li key={pause.id} className="grid gap-1 py-2 last:pb-0">
                <p>{sentence(whatHappened(pause, windowSeconds))}</p>
                <PauseLine pause={pause} readAtMs={readAtMs} />
              </li>
            ))}
          </ul>
        )}
        {pauses.length > shownMax && (
          <Button
            variant="link"
            size="inline"
            className="justify-self-start"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? "Show fewer" : `Show all ${pauses.length}`}
          </Button>
        )}
      </div>
    </section>
  );
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

/** How a pause stands now, and what can be decided about it. */
function PauseLine({ pause, readAtMs }: { pause: PauseView; readAtMs: number }) {
  const mayDecide = useMay("administer");
  const [decision, setDecision] = useState<Decision | null>(null);
  const { silentNow, poolLabel } = pause;
  const about = <span className="sr-only"> ({poolLabel})</span>;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <p className="text-ink-muted">
        <PauseState pause={pause} readAtMs={readAtMs} />
      </p>
      {mayDecide && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setDecision("resume")}>
            Resume{about}
          </Button>
          {silentNow > 0 && (
            <>
              <Button size="sm" variant="danger-outline" onClick={() => setDecision("remove")}>
                Remove these {silentNow.toLocaleString("en-US")}
                {about}
              </Button>
              <Button size="sm" onClick={() => setDecision("keep")}>
                Keep{about}
              </Button>
            </>
          )}
        </div>
      )}
      {decision && (
        <EndPauseDialog pause={pause} decision={decision} onClose={() => setDecision(null)} />
      )}
    </div>
  );
}
