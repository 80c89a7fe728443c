import type { ReactNode } from "react";
import { cn } from "../ui/class-names.ts";
import { type Change, listChange } from "./changes.ts";
import { DetailValue, fieldWords } from "./detail-value.tsx";

/** What was changed: before and after, or what a list gained and lost. */
export function EntryChanges({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0)
    return <p className="text-ink-muted">Saved as it was: nothing changed.</p>;
  return (
    <dl className="grid gap-2.5">
      {changes.map((change) => (
        <div key={change.path} className="grid gap-1">
          <dt className="text-ink-muted text-xs">{fieldWords(change.path) || "changed"}</dt>
          <dd className="flex flex-wrap items-center gap-1.5">
            <ChangeValues change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ChangeValues({ change }: { change: Change }) {
  const list = listChange(change);
  const name = change.path;
  if (!list) {
    return (
      <>
        <Side tone="removed" word="before">
          <DetailValue name={name} value={change.before} />
        </Side>
        <span aria-hidden>→</span>
        <Side tone="added" word="after">
          <DetailValue name={name} value={change.after} />
        </Side>
      </>
    );
  }
  return (
    <>
      {list.removed.map((text) => (
        <Side key={`-${text}`} tone="removed" word="removed" sign="−">
          {text}
        </Side>
      ))}
      {list.added.map((text) => (
        <Side key={`+${text}`} tone="added" word="added" sign="+">
          {text}
        </Side>
      ))}
      {list.removed.length + list.added.length === 0 && "in another order"}
    </>
  );
}

interface SideProps {
  tone: "added" | "removed";
  /** For who does not see the color. */
  word: string;
  sign?: string;
  children: ReactNode;
}

function Side({ tone, word, sign, children }: SideProps) {
  return (
    <span
      className={cn(
        "rounded border px-1.5 py-0.5 leading-5",
        tone === "added" ? "border-healthy/40 bg-success-soft" : "border-danger/40 bg-danger-soft",
      )}
    >
      <span className="sr-only">{word} </span>
      {sign && (
        <span aria-hidden className="mr-1 text-ink-muted">
          {sign}
        </span>
      )}
      {children}
    </span>
  );
}
