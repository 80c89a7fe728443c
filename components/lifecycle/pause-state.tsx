"use client";
import { spanOfTime } from "../../server/duration.ts";
import type { PauseView } from "../../server/lifecycle/schema.ts";
import { useNow } from "../time/clock.tsx";
import { RelativeTime } from "../time/time.tsx";

/** How many are silent now, and when the pause ends by itself. */
export function PauseState({ pause, readAtMs }: { pause: PauseView; readAtMs: number }) {
  const { silentNow, startedAt, resumesInSeconds } = pause;
  const silent =
    silentNow === 0
      ? "None is silent now"
      : silentNow === 1
        ? "1 is silent now"
        : `${silentNow.toLocaleString("en-US")} are silent now`;
  return (
    <>
      Paused <RelativeTime at={startedAt} />. {silent}; nothing is removed.{" "}
      {resumesInSeconds === null ? (
        "It ends by itself when they are back."
      ) : (
        <ResumesIn atMs={readAtMs + resumesInSeconds * 1000} />
      )}
    </>
  );
}

function ResumesIn({ atMs }: { atMs: number }) {
  const seconds = (atMs - useNow().getTime()) / 1000;
  return seconds > 1 ? `It ends by itself in ${spanOfTime(seconds)}.` : "It ends now.";
}
