import { cn } from "../ui/class-names.ts";

export function TagChip({ tag, className }: { tag: string; className?: string }) {
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
}

export function TagList({ tags, max = tags.length }: TagListProps) {
  if (tags.length === 0) return <span className="text-ink-faint">–</span>;
  const rest = tags.slice(max);
  return (
    <span className="flex min-w-0 flex-wrap gap-1">
      {tags.slice(0, max).map((tag) => (
        <TagChip key={tag} tag={tag} />
      ))}
      {rest.length > 0 && (
        <span title={rest.join("\n")} className="text-ink-muted text-xs leading-5.5">
          +{rest.length}
        </span>
      )}
    </span>
  );
}
