"use client";
import { ChevronDown, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DeleteSensorDialog } from "../sensors/delete-sensor-dialog.tsx";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";

/** Absent for who may do none of them. */
export function SensorActions({ sensor }: { sensor: { id: string; name: string } }) {
  const router = useRouter();
  const mayDelete = useMay("administer");
  const [isDeleting, setDeleting] = useState(false);
  if (!mayDelete) return null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>
            Actions
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem danger onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden />
            Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isDeleting && (
        <DeleteSensorDialog
          sensor={sensor}
          onClose={() => setDeleting(false)}
          onDeleted={() => router.push("/sensors")}
        />
      )}
    </>
  );
}
