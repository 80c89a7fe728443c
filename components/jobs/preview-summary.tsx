"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { BulkPreview } from "../../server/jobs/schema.ts";
import { type ApiError, problemText } from "../api/problem.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { number, obstacleWords, sensorCount } from "./words.ts";

interface PreviewSummaryProps {
  preview: UseQueryResult<BulkPreview, ApiError>;
  /** "will be deleted" */
  willBe: string;
}

/** Exactly how many, the first ten by name, and why others would be left. */
export function PreviewSummary({ preview, willBe }: PreviewSummaryProps) {
  if (preview.isError) {
    return (
      <Notice tone="danger" role="alert" title="The set could not be counted">
        {problemText(preview.error)}
      </Notice>
    );
  }
  if (!preview.data) {
    return (
      <div role="status" className="grid gap-2">
        <span className="sr-only">Counting the sensors</span>
        <Skeleton className="h-4 w-56" />
        <Skeleton className="h-16" />
      </div>
    );
  }
  const { possible, sample, obstacles, unknown } = preview.data;
  const more = possible - sample.length;
  return (
    <div className="grid gap-2">
      <p>
        Exactly <strong className="font-semibold text-ink">{sensorCount(possible)}</strong> {willBe}
        {sample.length > 0 ? ":" : "."}
      </p>
      {sample.length > 0 && (
        <ul className="grid gap-x-4 rounded-md border bg-sunken px-3 py-2 font-mono text-[0.8125rem] text-ink sm:grid-cols-2">
          {sample.map(({ id, name }) => (
            <li key={id} className="truncate">
              {name}
            </li>
          ))}
          {more > 0 && (
            <li className="font-sans text-ink-muted sm:col-span-2">and {number(more)} more</li>
          )}
        </ul>
      )}
      {obstacles.map(({ reason, count }) => (
        <p key={reason} className="text-xs">
          {sensorCount(count)} left as {count === 1 ? "it is" : "they are"}: {obstacleWords[reason]}
          .
        </p>
      ))}
      {unknown > 0 && <p className="text-xs">{number(unknown)} no longer exist.</p>}
    </div>
  );
}
