"use client";
import { useState } from "react";
import type { ControlProps } from "../ui/field.tsx";
import { Input, NativeSelect } from "../ui/input.tsx";
import { type DurationUnit, durationUnits, unitSeconds, wholeUnit } from "./duration.ts";

interface DurationInputProps {
  control: ControlProps;
  /** Undefined: nothing typed. */
  seconds: number | undefined;
  onChange: (seconds: number | undefined) => void;
  disabled?: boolean;
}

/** A number and its unit; what leaves here is seconds. */
export function DurationInput({
  control,
  seconds,
  onChange,
  disabled = false,
}: DurationInputProps) {
  const [unit, setUnit] = useState<DurationUnit>(() => wholeUnit(seconds ?? 60));
  const [known, setKnown] = useState(seconds);
  // A value that was not typed here, a default or a reset, is shown in the unit that suits it.
  if (seconds !== known) {
    setKnown(seconds);
    if (seconds !== undefined) setUnit(wholeUnit(seconds));
  }
  const change = (next: number | undefined) => {
    setKnown(next);
    onChange(next);
  };
  const amount = seconds === undefined ? "" : seconds / unitSeconds(unit);
  return (
    <div className="flex gap-2">
      <Input
        {...control}
        type="number"
        inputMode="numeric"
        min={1}
        step={1}
        value={amount}
        disabled={disabled}
        className="w-28 shrink-0"
        onChange={({ target }) =>
          change(
            target.value === "" ? undefined : Math.round(Number(target.value) * unitSeconds(unit)),
          )
        }
      />
      <NativeSelect
        aria-label="Unit"
        value={unit}
        disabled={disabled}
        className="w-auto"
        onChange={({ target }) => {
          const next = durationUnits.find(([name]) => name === target.value)?.[0] ?? unit;
          setUnit(next);
          if (typeof amount === "number") change(Math.round(amount * unitSeconds(next)));
        }}
      >
        {durationUnits.map(([name]) => (
          <option key={name}>{name}</option>
        ))}
      </NativeSelect>
    </div>
  );
}
