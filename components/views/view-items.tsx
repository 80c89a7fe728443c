"use client";
import { Pencil, Star, StarOff, Trash2, User, Users } from "lucide-react";
import type { View } from "../../server/views/schema.ts";
import { useMay } from "../shell/me.tsx";
import { DropdownMenuItem, DropdownMenuSeparator } from "../ui/dropdown-menu.tsx";
import type { useViewActions } from "./use-views.ts";

interface ViewItemsProps {
  view: View;
  actions: ReturnType<typeof useViewActions>;
  onRename: () => void;
  onDeleted: () => void;
}

/** What can be done with the view that is shown; what this reader may not do is absent. */
export function ViewItems({ view, actions, onRename, onDeleted }: ViewItemsProps) {
  const mayShare = useMay("operate");
  const { isDefault, isShared, canChange } = view;
  return (
    <>
      <DropdownMenuItem onSelect={() => actions.setDefault(view, !isDefault)}>
        {isDefault ? <StarOff aria-hidden /> : <Star aria-hidden />}
        {isDefault ? "No longer open with it" : "Open Sensors with it"}
      </DropdownMenuItem>
      {canChange && (
        <DropdownMenuItem onSelect={onRename}>
          <Pencil aria-hidden />
          Rename…
        </DropdownMenuItem>
      )}
      {canChange && mayShare && (
        <DropdownMenuItem onSelect={() => actions.share(view, !isShared)}>
          {isShared ? <User aria-hidden /> : <Users aria-hidden />}
          {isShared ? "Stop sharing" : "Share with everybody"}
        </DropdownMenuItem>
      )}
      {canChange && (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={() => actions.remove(view, onDeleted)}>
            <Trash2 aria-hidden />
            Delete view
          </DropdownMenuItem>
        </>
      )}
    </>
  );
}
