"use client";
import { Check, Rows3 } from "lucide-react";
import { useFacets } from "../sensors/filter-values.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { groupWord, plainGroups } from "./grouping.ts";

interface GroupMenuProps {
  group: string | null;
  onGroup: (group: string | null) => void;
}

export function GroupMenu({ group, onGroup }: GroupMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          size="sm"
          className={cn("h-9 font-normal", group !== null && "border-accent/60 bg-accent-soft")}
        >
          <Rows3 aria-hidden className="text-ink-muted" />
          {group === null ? "Group" : <>By {groupWord(group)}</>}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="max-h-96 overflow-y-auto">
        <Choices group={group} onGroup={onGroup} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The keys of tags are read when the menu opens. */
function Choices({ group, onGroup }: GroupMenuProps) {
  const facets = useFacets();
  const keys = facets?.tagKeys.map(({ value }) => `tag:${value}`) ?? [];
  const choice = (value: string | null) => (
    <DropdownMenuItem key={value} onSelect={() => onGroup(value)}>
      <Check aria-hidden className={cn(value !== group && "invisible")} />
      {value === null ? "No groups" : `By ${groupWord(value)}`}
    </DropdownMenuItem>
  );
  return (
    <>
      {[null, ...plainGroups].map(choice)}
      {keys.length > 0 && <DropdownMenuSeparator />}
      {keys.map(choice)}
    </>
  );
}
