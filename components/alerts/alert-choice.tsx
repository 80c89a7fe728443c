"use client";
import { useId } from "react";
import { type AlertKind, alertKinds } from "../../server/alerts/schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { alertLooks } from "./alert-kinds.ts";

interface AlertChoiceProps {
  chosen: readonly AlertKind[];
  onChoose: (chosen: AlertKind[]) => void;
  error: string | undefined;
}

/** Which alerts a webhook wants. */
export function AlertChoice({ chosen, onChoose, error }: AlertChoiceProps) {
  const id = useId();
  const toggle = (kind: AlertKind) =>
    onChoose(alertKinds.filter((each) => (each === kind) !== chosen.includes(each)));
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">Alerts</legend>
      <div className="divide-y rounded-lg border">
        {alertKinds.map((kind) => {
          const { word, hint, icon: Icon } = alertLooks[kind];
          return (
            <label
              key={kind}
              htmlFor={`${id}-${kind}`}
              className="flex items-center gap-3 px-3 py-2 hover:bg-sunken"
            >
              <Checkbox
                id={`${id}-${kind}`}
                checked={chosen.includes(kind)}
                onChange={() => toggle(kind)}
              />
              <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
              <span className="grid min-w-0">
                <span>{word}</span>
                <span className="text-ink-muted text-xs">{hint}</span>
              </span>
            </label>
          );
        })}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-danger text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}
