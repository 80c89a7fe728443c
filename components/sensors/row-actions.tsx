"use client";
import { Copy, EllipsisVertical, Tags, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { SensorView } from "../../server/sensors/schema.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { DeleteSensorDialog } from "./delete-sensor-dialog.tsx";
import { EditTagsDialog } from "./edit-tags-dialog.tsx";

type Open = "tags" | "delete" | null;

export function RowActions({ sensor }: { sensor: SensorView }) {
  const [open, setOpen] = useState<Open>(null);
  const mayDelete = useMay("administer");
  const close = () => setOpen(null);
  const copyId = async () => {
    await navigator.clipboard.writeText(sensor.id);
    toast.success("Sensor id copied");
  };
  return (
    <span className="relative z-10">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Actions for ${sensor.name}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen("tags")}>
            <Tags aria-hidden />
            Edit Tags…
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={copyId}>
            <Copy aria-hidden />
            Copy id
          </DropdownMenuItem>
          {mayDelete && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem danger onSelect={() => setOpen("delete")}>
                <Trash2 aria-hidden />
                Delete…
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "tags" && <EditTagsDialog sensor={sensor} onClose={close} />}
      {open === "delete" && <DeleteSensorDialog sensor={sensor} onClose={close} />}
    </span>
  );
}
