import { cn } from "../ui/class-names.ts";

interface UsesMeterProps {
  uses: number;
  /** Null: any number. */
  maxUses: number | null;
  /** As wide as its place, and with the word. */
  isWide?: boolean;
}

export function UsesMeter({ uses, maxUses, isWide = false }: UsesMeterProps) {
  const word = isWide ? (maxUses === null ? " enrolled" : " used") : "";
  if (maxUses === null) {
    return (
      <span className="tabular-nums">
        {uses.toLocaleString("en-US")}
        <span className="text-ink-muted">{word || " of any"}</span>
      </span>
    );
  }
  return (
    <span className={cn("grid gap-1 whitespace-nowrap tabular-nums", !isWide && "max-w-28")}>
      <span>
        {uses.toLocaleString("en-US")}{" "}
        <span className="text-ink-muted">
          of {maxUses.toLocaleString("en-US")}
          {word}
        </span>
      </span>
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent transition-[width] duration-500"
          style={{ width: `${Math.min(100, (uses / maxUses) * 100)}%` }}
        />
      </span>
    </span>
  );
}
