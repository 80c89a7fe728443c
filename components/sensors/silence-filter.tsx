"use client";
import { useState } from "react";
import { shortDuration } from "../../server/duration.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { FilterEditorProps, FilterParams } from "./filter-params.ts";

type Side = "over" | "under";
const sides = [
  ["over", "Silent for more than"],
  ["under", "Heard within"],
] as const;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const picks = [5 * minute, hour, day, 7 * day, 30 * day];

/** "silent over 1 h", "heard within 5 min": null when the heartbeat is not asked for. */
export function silenceWords({ silentOver, silentUnder }: FilterParams): string | null {
  const parts = [
    ...(silentOver === null ? [] : [`over ${shortDuration(silentOver)} ago`]),
    ...(silentUnder === null ? [] : [`within ${shortDuration(silentUnder)}`]),
  ];
  return parts.join(", ") || null;
}

const paramOf = (side: Side, seconds: number | null) =>
  side === "over" ? { silentOver: seconds } : { silentUnder: seconds };

/** How long ago the last heartbeat was: quick picks, and any other time. */
export function SilenceFilter({ view, change }: FilterEditorProps) {
  const [side, setSide] = useState<Side>(view.silentUnder !== null ? "under" : "over");
  const value = side === "over" ? view.silentOver : view.silentUnder;
  return (
    <div className="grid gap-3 p-3">
      <Segmented label="Last heartbeat" value={side} options={sides} onChange={setSide} />
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Quick picks</legend>
        {picks.map((seconds) => (
          <Button
            key={seconds}
            size="sm"
            aria-pressed={value === seconds}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
            onClick={() => change(paramOf(side, value === seconds ? null : seconds))}
          >
            {shortDuration(seconds)}
          </Button>
        ))}
      </fieldset>
      <CustomTime key={side} value={value} onChoose={(seconds) => change(paramOf(side, seconds))} />
      {(view.silentOver !== null || view.silentUnder !== null) && (
        <Button
          variant="ghost"
          size="sm"
          onClick={() => change({ silentOver: null, silentUnder: null })}
        >
          Clear
        </Button>
      )}
    </div>
  );
}

interface CustomTimeProps {
  value: number | null;
  onChoose: (seconds: number) => void;
}

function CustomTime({ value, onChoose }: CustomTimeProps) {
  const [seconds, setSeconds] = useState<number | undefined>(value ?? undefined);
  const isUsable = seconds !== undefined && seconds >= 1 && seconds !== value;
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) onChoose(seconds);
      }}
    >
      <Field label="Another time" className="min-w-0 flex-1">
        {(control) => <DurationInput control={control} seconds={seconds} onChange={setSeconds} />}
      </Field>
      <Button type="submit" disabled={!isUsable}>
        Set
      </Button>
    </form>
  );
}
