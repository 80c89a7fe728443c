"use client";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { actionWords } from "../activity/words.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/class-names.ts";
import { Input } from "../ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover.tsx";
import { findActions } from "./action-groups.ts";

interface ActionFilterProps {
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** Any number of actions; a group's own box takes all of it. */
export function ActionFilter({ chosen, onChoose }: ActionFilterProps) {
  const [first = ""] = chosen;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          size="sm"
          className={cn(
            "h-9 font-normal max-sm:px-2",
            chosen.length > 0 && "border-accent bg-accent-soft/50",
          )}
        >
          Action
          {chosen.length > 0 && (
            <span className="max-w-40 truncate font-medium">
              {chosen.length === 1 ? actionWords(first) : chosen.length}
            </span>
          )}
          <ChevronDown aria-hidden className="text-ink-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Filter by action" className="p-0">
        <ActionGroups chosen={chosen} onChoose={onChoose} />
      </PopoverContent>
    </Popover>
  );
}

function ActionGroups({ chosen, onChoose }: ActionFilterProps) {
  const [text, setText] = useState("");
  const found = findActions(text);
  return (
    <>
      <div className="border-b p-2">
        <Input
          aria-label="Search actions"
          placeholder="Search…"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <div className="max-h-80 overflow-y-auto p-1">
        {found.map(({ title, actions }) => (
          <ActionGroup key={title} {...{ title, actions, chosen, onChoose }} />
        ))}
        {found.length === 0 && <p className="px-2 py-3 text-ink-muted">Nothing to choose.</p>}
      </div>
      {chosen.length > 0 && (
        <div className="border-t p-1">
          <Button variant="ghost" size="sm" className="w-full" onClick={() => onChoose([])}>
            Clear
          </Button>
        </div>
      )}
    </>
  );
}

interface ActionGroupProps extends ActionFilterProps {
  title: string;
  actions: readonly string[];
}

function ActionGroup({ title, actions, chosen, onChoose }: ActionGroupProps) {
  const others = chosen.filter((action) => !actions.includes(action));
  const own = actions.filter((action) => chosen.includes(action));
  const isWhole = own.length === actions.length;
  return (
    <fieldset className="min-w-0 py-1">
      <legend className="contents">
        <Choice
          label={title}
          className="font-medium text-ink-muted text-xs"
          isChecked={isWhole}
          onToggle={() => onChoose(isWhole ? others : [...others, ...actions])}
        />
      </legend>
      {actions.map((action) => (
        <Choice
          key={action}
          label={actionWords(action)}
          className="pl-6"
          isChecked={own.includes(action)}
          onToggle={() =>
            onChoose(
              own.includes(action)
                ? chosen.filter((other) => other !== action)
                : [...chosen, action],
            )
          }
        />
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  label: string;
  className: string;
  isChecked: boolean;
  onToggle: () => void;
}

function Choice({ label, className, isChecked, onToggle }: ChoiceProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cn(
        "flex items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-sunken has-focus-visible:bg-sunken pointer-coarse:py-2.5",
        className,
      )}
    >
      <Checkbox id={id} className="before:hidden" checked={isChecked} onChange={onToggle} />
      <span className="truncate">{label}</span>
    </label>
  );
}
