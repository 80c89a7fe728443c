import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

export interface Fact {
  label: string;
  value: ReactNode;
  /** Offers a copy button with this text. */
  copy?: string | undefined;
}

/** What is known about one thing: labels left, values right. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid">
      {facts.map(({ label, value, copy }) => (
        <div
          key={label}
          className="grid min-h-8 grid-cols-[minmax(6rem,9rem)_minmax(0,1fr)] items-center gap-x-3 py-0.5"
        >
          <dt className="text-ink-muted">{label}</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <span className="min-w-0 break-words">{value}</span>
            {copy && <CopyButton value={copy} label={`Copy ${label.toLowerCase()}`} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
