"use client";
import { Ban } from "lucide-react";
import { useId, useState } from "react";
import { OptionCount, OptionSearch } from "../table/facet-options.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/class-names.ts";
import { Segmented } from "../ui/segmented.tsx";
import type { FilterEditorProps, FilterParams } from "./filter-params.ts";
import { useFacets } from "./filter-values.tsx";

type Join = "all" | "any";
const joins = [
  ["all", "All of these"],
  ["any", "Any of these"],
] as const;

/** As the schema says. */
const tagsMax = 16;
const without = (tags: readonly string[], tag: string) => tags.filter((other) => other !== tag);

/** "env:prod and site:oslo, not env:lab": null when no tag is asked for. */
export function tagWords({ tag, anyTag, noTag, noTagKey }: FilterParams): string | null {
  const parts = [
    tag.join(" and "),
    anyTag.join(" or "),
    ...noTag.map((each) => `not ${each}`),
    ...(noTagKey === null ? [] : [`no ${noTagKey}: tag`]),
  ];
  return parts.filter(Boolean).join(", ") || null;
}

/**
 * One control for all, any and none: the check box asks for a tag, the sign beside it for sensors
 * without it. Tags asked for move together between "all" and "any".
 */
export function TagsFilter({ view, change }: FilterEditorProps) {
  const facets = useFacets();
  const [preferred, setPreferred] = useState<Join>("all");
  const name = useId();
  const { tag: allTags, anyTag, noTag } = view;
  const asked = [...allTags, ...anyTag];
  const join: Join = anyTag.length > 0 ? "any" : allTags.length > 0 ? "all" : preferred;
  const ask = (tags: readonly string[], by: Join) => {
    const some = tags.slice(0, tagsMax);
    return by === "all" ? { tag: some, anyTag: [] } : { tag: [], anyTag: some };
  };
  const setJoin = (by: Join) => {
    setPreferred(by);
    if (asked.length > 0) change(ask(asked, by));
  };
  const toggle = (tag: string) => {
    const isOn = asked.includes(tag);
    const next = isOn ? without(asked, tag) : [...asked, tag];
    change({ ...ask(next, join), noTag: without(noTag, tag) });
  };
  const exclude = (tag: string) => {
    const next = noTag.includes(tag) ? without(noTag, tag) : [...noTag, tag].slice(0, tagsMax);
    change({ ...ask(without(asked, tag), join), noTag: next });
  };
  const isSet = asked.length + noTag.length > 0 || view.noTagKey !== null;
  return (
    <>
      <div className="border-b p-2">
        <Segmented
          label="Tags that are asked for"
          value={join}
          options={joins}
          onChange={setJoin}
        />
      </div>
      <OptionSearch
        label="Tags"
        options={facets?.tags ?? []}
        chosen={[...asked, ...noTag]}
        nameOf={(tag) => tag}
      >
        {({ value, count }, index) => (
          <TagOption
            key={value}
            {...{ id: `${name}-${index}`, tag: value, count }}
            isAsked={asked.includes(value)}
            isExcluded={noTag.includes(value)}
            onAsk={() => toggle(value)}
            onExclude={() => exclude(value)}
          />
        )}
      </OptionSearch>
      {isSet && (
        <div className="border-t p-1">
          <Button
            variant="ghost"
            size="sm"
            className="w-full"
            onClick={() => change({ tag: [], anyTag: [], noTag: [], noTagKey: null })}
          >
            Clear
          </Button>
        </div>
      )}
    </>
  );
}

interface TagOptionProps {
  id: string;
  tag: string;
  count: number | undefined;
  isAsked: boolean;
  isExcluded: boolean;
  onAsk: () => void;
  onExclude: () => void;
}

function TagOption({ id, tag, count, isAsked, isExcluded, onAsk, onExclude }: TagOptionProps) {
  return (
    <div className="flex items-center rounded-md hover:bg-sunken has-focus-visible:bg-sunken">
      <label
        htmlFor={id}
        className="flex min-w-0 flex-1 items-center gap-2.5 px-2 py-1.5 pointer-coarse:py-2.5"
      >
        <Checkbox id={id} className="before:hidden" checked={isAsked} onChange={onAsk} />
        <span className={cn("truncate", isExcluded && "text-danger line-through")}>{tag}</span>
        <OptionCount count={count} />
      </label>
      <button
        type="button"
        aria-pressed={isExcluded}
        aria-label={`Without ${tag}`}
        title={`Only sensors without ${tag}`}
        onClick={onExclude}
        className="mr-1 grid size-7 shrink-0 place-items-center rounded text-ink-faint hover:bg-danger-soft hover:text-danger aria-pressed:bg-danger-soft aria-pressed:text-danger pointer-coarse:size-9"
      >
        <Ban aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}
