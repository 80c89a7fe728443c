"use client";
import { ChevronDown } from "lucide-react";
import { DayInput } from "../time/day-input.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";

interface DateRangeFilterProps {
  label: string;
  from: Date | null;
  to: Date | null;
  onChange: (range: { from: Date | null; to: Date | null }) => void;
}

/** Whole days from and to, either of which may be open. */
export function DateRangeFilter({ label, from, to, onChange }: DateRangeFilterProps) {
  const isSet = from !== null || to !== null;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          size="sm"
          className={cn("h-9 font-normal max-sm:px-2", isSet && "border-accent bg-accent-soft/50")}
        >
          {label}
          {isSet && <span className="font-medium">{rangeText(from, to)}</span>}
          <ChevronDown aria-hidden className="text-ink-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={`Filter by ${label.toLowerCase()}`} className="w-auto p-3">
        <div className="grid justify-items-end gap-2">
          <DayInput label="From" day={from} onChange={(day) => onChange({ from: day, to })} />
          <DayInput label="To" day={to} onChange={(day) => onChange({ from, to: day })} />
          {isSet && (
            <Button
              variant="ghost"
              size="sm"
              className="w-full"
              onClick={() => onChange({ from: null, to: null })}
            >
              Clear
            </Button>
          )}
        </div>
      </PopoverContent>
    </Popover>
  );
}

/** Days are kept as midnight UTC, whatever the reader's zone. */
const dayText = (day: Date) =>
  day.toLocaleDateString(undefined, { day: "numeric", month: "short", timeZone: "UTC" });

function rangeText(from: Date | null, to: Date | null): string {
  if (from && to) return `${dayText(from)} – ${dayText(to)}`;
  return from ? `since ${dayText(from)}` : to ? `until ${dayText(to)}` : "";
}
