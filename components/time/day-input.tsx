"use client";
import { useId } from "react";
import { Input } from "../ui/input.tsx";

interface DayInputProps {
  label: string;
  day: Date | null;
  onChange: (day: Date | null) => void;
}

/** A whole day, as in a filter's "From". */
export function DayInput({ label, day, onChange }: DayInputProps) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-ink-muted">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        className="w-38"
        value={day?.toISOString().slice(0, 10) ?? ""}
        onChange={({ target }) => onChange(target.value ? new Date(target.value) : null)}
      />
    </span>
  );
}
