"use client";
import { ChipSuggestions } from "../ui/chip-suggestions.tsx";
import { useFacets } from "./filter-values.tsx";
import { suggestedTags } from "./suggested-tags.ts";

interface TagSuggestionsProps {
  /** What is typed so far. */
  text: string;
  chosen: readonly string[];
  onPick: (tag: string) => void;
}

/** The fleet's own tags that go with what is typed. */
export function TagSuggestions({ text, chosen, onPick }: TagSuggestionsProps) {
  const facets = useFacets();
  const tags = suggestedTags(facets?.tags ?? [], { text, chosen });
  return <ChipSuggestions label="Tags of other sensors" values={tags} onPick={onPick} />;
}
