"use client";
import { Plus } from "lucide-react";
import { useFacets } from "./filter-values.tsx";
import { suggestedTags } from "./suggested-tags.ts";

interface TagSuggestionsProps {
  /** What is typed so far. */
  text: string;
  chosen: readonly string[];
  onPick: (tag: string) => void;
}

/** The fleet's own tags that go with what is typed, to pick instead of typing them anew. */
export function TagSuggestions({ text, chosen, onPick }: TagSuggestionsProps) {
  const facets = useFacets();
  const tags = suggestedTags(facets?.tags ?? [], { text, chosen });
  if (tags.length === 0) return null;
  return (
    <ul aria-label="Tags of other sensors" className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <li key={tag} className="min-w-0">
          <button
            type="button"
            // The field keeps the focus, and with it what is typed.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(tag)}
            className="inline-flex max-w-full items-center gap-0.5 rounded border border-dashed px-1.5 text-ink-muted text-xs leading-5 hover:border-accent hover:text-accent pointer-coarse:leading-8"
          >
            <Plus aria-hidden className="size-3 shrink-0" />
            <span className="truncate">{tag}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
