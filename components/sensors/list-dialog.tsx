"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { SensorView } from "../../server/sensors/schema.ts";
import { useMay } from "../shell/me.tsx";
import type { SelectedSet, Selection } from "./use-selection.ts";

const BulkDeleteDialog = dynamic(() =>
  import("./bulk-delete-dialog.tsx").then((module) => module.BulkDeleteDialog),
);
const BulkEphemeralDialog = dynamic(() =>
  import("./bulk-ephemeral-dialog.tsx").then((module) => module.BulkEphemeralDialog),
);
const BulkTagsDialog = dynamic(() =>
  import("./bulk-tags-dialog.tsx").then((module) => module.BulkTagsDialog),
);
const DeleteSensorDialog = dynamic(() =>
  import("./delete-sensor-dialog.tsx").then((module) => module.DeleteSensorDialog),
);
const EditTagsDialog = dynamic(() =>
  import("./edit-tags-dialog.tsx").then((module) => module.EditTagsDialog),
);

/** Asked for by key or in the bar: with what is selected, else with one sensor. */
type Open = { kind: "tags" | "ephemeral" | "delete"; sensor: SensorView | null };

interface ListDialogChoice {
  selection: Selection | null;
  /** The one that the keyboard is at, for when nothing is selected. */
  sensor: SensorView | undefined;
}

export function useListDialog({ selection, sensor }: ListDialogChoice) {
  const [open, setOpen] = useState<Open | null>(null);
  const mayDelete = useMay("administer");
  const show = (kind: Open["kind"]) => {
    if (selection && selection.selected.count > 0) setOpen({ kind, sensor: null });
    else if (sensor) setOpen({ kind, sensor });
  };
  return {
    open,
    close: () => setOpen(null),
    /** Null: this role may not. */
    onTags: selection && (() => show("tags")),
    onEphemeral: selection && (() => show("ephemeral")),
    onDelete: selection && mayDelete ? () => show("delete") : null,
  };
}
export type ListDialogState = ReturnType<typeof useListDialog>;

interface ListDialogProps {
  dialog: ListDialogState;
  selection: Selection | null;
}

export function ListDialog({ dialog, selection }: ListDialogProps) {
  const { open, close } = dialog;
  if (!open || !selection) return null;
  const { kind, sensor } = open;
  if (kind === "ephemeral") {
    const selected = sensor ? { set: { ids: [sensor.id] }, count: 1 } : selection.selected;
    return <BulkEphemeralDialog selected={selected} onClose={close} />;
  }
  if (sensor && kind === "tags") return <EditTagsDialog sensor={sensor} onClose={close} />;
  if (sensor) return <DeleteSensorDialog sensor={sensor} onClose={close} />;
  const selected: SelectedSet = selection.selected;
  if (kind === "tags") return <BulkTagsDialog selected={selected} onClose={close} />;
  return <BulkDeleteDialog selected={selected} onClose={close} onAccepted={selection.clear} />;
}
