"use client";
import { Copy, EllipsisVertical, Tags, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { toast } from "sonner";
import type { SensorView } from "../../server/sensors/schema.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";

const DeleteSensorDialog = dynamic(() =>
  import("./delete-sensor-dialog.tsx").then((module) => module.DeleteSensorDialog),
);
const EditTagsDialog = dynamic(() =>
  import("./edit-tags-dialog.tsx").then((module) => module.EditTagsDialog),
);

interface RowActionsProps {
  sensor: SensorView;
  isCompact?: boolean;
}

/** A button until it is first pressed: hundreds of rows need no hundreds of menus. */
export function RowActions({ sensor, isCompact = false }: RowActionsProps) {
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const button = (
    <Button
      variant="ghost"
      size="icon"
      aria-label={`Actions for ${sensor.name}`}
      className={cn(isCompact && "size-7")}
      {...(isOpen === null && { "aria-haspopup": "menu", onClick: () => setOpen(true) })}
    >
      <EllipsisVertical aria-hidden />
    </Button>
  );
  return (
    <span className="relative z-10">
      {isOpen === null ? button : <RowMenu {...{ sensor, isOpen, setOpen, button }} />}
    </span>
  );
}

interface RowMenuProps {
  sensor: SensorView;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  button: React.ReactNode;
}

function RowMenu({ sensor, isOpen, setOpen, button }: RowMenuProps) {
  const [dialog, setDialog] = useState<"tags" | "delete" | null>(null);
  const mayDelete = useMay("administer");
  const close = () => setDialog(null);
  const copyId = async () => {
    await navigator.clipboard.writeText(sensor.id);
    toast.success("Sensor id copied");
  };
  return (
    <>
      <DropdownMenu open={isOpen} onOpenChange={setOpen}>
        <DropdownMenuTrigger asChild>{button}</DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setDialog("tags")}>
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
              <DropdownMenuItem danger onSelect={() => setDialog("delete")}>
                <Trash2 aria-hidden />
                Delete…
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === "tags" && <EditTagsDialog sensor={sensor} onClose={close} />}
      {dialog === "delete" && <DeleteSensorDialog sensor={sensor} onClose={close} />}
    </>
  );
}
