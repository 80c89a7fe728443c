import { cn } from "../ui/class-names.ts";

function TagChip({ tag, className }: { tag: string; className?: string }) {
  const colon = tag.indexOf(":");
  return (
    <span
      title={tag}
      className={cn(
        "inline-block max-w-44 truncate rounded border bg-sunken px-1.5 align-bottom text-ink text-xs leading-5",
        className,
      )}
    >
      <span className="text-ink-muted">{tag.slice(0, colon + 1)}</span>
      {tag.slice(colon + 1)}
    </span>
  );
}

interface TagListProps {
  tags: readonly string[];
  /** Beyond this many the rest is a count. */
  max?: number;
  /** Chips shrink instead of wrapping. */
  isOneLine?: boolean;
}

export function TagList({ tags, max = tags.length, isOneLine = false }: TagListProps) {
  if (tags.length === 0) return <span className="text-ink-faint">–</span>;
  const rest = tags.slice(max);
  return (
    <span className={cn("flex min-w-0 gap-1", !isOneLine && "flex-wrap")}>
      {tags.slice(0, max).map((tag) => (
        <TagChip key={tag} tag={tag} className={isOneLine ? "min-w-8 shrink" : ""} />
      ))}
      {rest.length > 0 && (
        <span title={rest.join("\n")} className="shrink-0 text-ink-muted text-xs leading-5.5">
          +{rest.length}
        </span>
      )}
    </span>
  );
}
