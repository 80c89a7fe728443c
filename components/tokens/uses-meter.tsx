interface UsesMeterProps {
  uses: number;
  /** Null: any number. */
  maxUses: number | null;
}

export function UsesMeter({ uses, maxUses }: UsesMeterProps) {
  if (maxUses === null) {
    return (
      <span>
        {uses.toLocaleString("en-US")} <span className="text-ink-muted">of any</span>
      </span>
    );
  }
  return (
    <span className="grid max-w-28 gap-1 whitespace-nowrap tabular-nums">
      <span>
        {uses.toLocaleString("en-US")}{" "}
        <span className="text-ink-muted">of {maxUses.toLocaleString("en-US")}</span>
      </span>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${Math.min(100, (uses / maxUses) * 100)}%` }}
        />
      </span>
    </span>
  );
}
