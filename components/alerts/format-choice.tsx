"use client";
import { useId } from "react";
import { type WebhookView, webhookFormats } from "../../server/alerts/schema.ts";
import { formatLooks } from "./webhook-formats.ts";

interface FormatChoiceProps {
  format: WebhookView["format"];
  onChoose: (format: WebhookView["format"]) => void;
}

export function FormatChoice({ format, onChoose }: FormatChoiceProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">Format</legend>
      <div className="grid grid-cols-3 gap-2">
        {webhookFormats.map((value) => {
          const { word, hint, icon: Icon } = formatLooks[value];
          return (
            <label
              key={value}
              className="grid grid-cols-[auto_1fr] content-start gap-x-2 gap-y-0.5 rounded-lg border border-line-strong p-3 transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft/60 has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={name}
                value={value}
                checked={format === value}
                onChange={() => onChoose(value)}
                className="sr-only"
              />
              <Icon aria-hidden className="mt-0.5 size-4 text-ink-muted" />
              <span className="font-medium">{word}</span>
              <span className="col-span-2 text-ink-muted text-xs">{hint}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
