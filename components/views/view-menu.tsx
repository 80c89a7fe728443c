"use client";
import { Bookmark, Check, ChevronDown, Plus, Save, Star, Users } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { View } from "../../server/views/schema.ts";
import type { SensorListParams } from "../sensors/search-params.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { useViewActions, useViews } from "./use-views.ts";
import { ViewItems } from "./view-items.tsx";
import { allSensors, isModified, type Look, paramsOf, stateOf } from "./view-state.ts";

const SaveViewDialog = dynamic(() =>
  import("./save-view-dialog.tsx").then((module) => module.SaveViewDialog),
);

interface ViewMenuProps {
  params: SensorListParams;
  look: Look;
}

/** Which view is shown, whether it was changed since, and all that can be done with views. */
export function ViewMenu({ params, look }: ViewMenuProps) {
  const { view, change } = params;
  const views = useViews().data?.items ?? [];
  const actions = useViewActions();
  const [dialog, setDialog] = useState<"new" | View | null>(null);
  const shown = views.find(({ id }) => id === view.view);
  const now = stateOf(view, look);
  const isEdited = shown !== undefined && isModified(shown.state, now);
  const isAll = !shown && Object.keys(params.filter).length === 0;
  const show = (each: View) => change(paramsOf(each));
  const onSaved = (saved: View) => change({ view: saved.id }, "replace");
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" className="h-9 max-w-56">
            <Bookmark aria-hidden className={cn(shown ? "text-accent" : "text-ink-muted")} />
            <span className="truncate">{shown?.name ?? "Views"}</span>
            {isEdited && <span className="font-normal text-ink-muted text-xs">edited</span>}
            <ChevronDown aria-hidden className="text-ink-muted" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="max-h-[28rem] w-72 overflow-y-auto">
          <DropdownMenuItem onSelect={() => change(allSensors)}>
            <Check aria-hidden className={cn(!isAll && "invisible")} />
            All sensors
          </DropdownMenuItem>
          {views.map((each) => (
            <DropdownMenuItem key={each.id} onSelect={() => show(each)}>
              <Check aria-hidden className={cn(each !== shown && "invisible")} />
              <span className="truncate">{each.name}</span>
              <ViewMarks view={each} />
            </DropdownMenuItem>
          ))}
          <DropdownMenuSeparator />
          {shown && isEdited && shown.canChange && (
            <DropdownMenuItem onSelect={() => actions.replace(shown, now)}>
              <Save aria-hidden />
              <span className="truncate">Update {shown.name}</span>
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => setDialog("new")}>
            <Plus aria-hidden />
            Save as new view…
          </DropdownMenuItem>
          {shown && (
            <ViewItems
              view={shown}
              actions={actions}
              onRename={() => setDialog(shown)}
              onDeleted={() => change({ view: null }, "replace")}
            />
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog !== null && (
        <SaveViewDialog
          view={dialog === "new" ? null : dialog}
          state={now}
          onSaved={onSaved}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

/** Shared, and what the page opens with: by sign and by word. */
function ViewMarks({ view }: { view: View }) {
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1.5 [&_svg]:size-3.5">
      {view.isShared && (
        <span title={`Shared by ${view.ownerName}`}>
          <Users aria-hidden />
          <span className="sr-only">shared</span>
        </span>
      )}
      {view.isDefault && (
        <span title="Sensors opens with this view">
          <Star aria-hidden />
          <span className="sr-only">default</span>
        </span>
      )}
    </span>
  );
}
