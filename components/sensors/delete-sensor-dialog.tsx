"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

/** Long enough to think twice; under Departed it can be restored for longer. */
const undoMs = 15_000;

interface DeleteSensorDialogProps {
  sensor: { id: string; name: string };
  onClose: () => void;
  onDeleted?: () => void;
}

export function DeleteSensorDialog({ sensor, onClose, onDeleted }: DeleteSensorDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const restore = useMutation(
    trpc.departed.restore.mutationOptions({
      onSuccess: ({ name }) => toast.success(`Restored ${name}`),
      onError: (error) => toast.error(problemText(error)),
      onSettled: () => {
        for (const area of ["sensors", "departed"] as const) readAgain(area);
      },
    }),
  );
  const remove = useMutation(
    trpc.sensors.delete.mutationOptions({
      onSuccess: () => {
        readAgain("sensors");
        toast.success(`Deleted ${sensor.name}`, {
          duration: undoMs,
          action: { label: "Undo", onClick: () => restore.mutate({ id: sensor.id }) },
        });
        onClose();
        onDeleted?.();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Delete ${sensor.name}?`}
      action="Delete sensor"
      problem={remove.error ? problemText(remove.error) : undefined}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate({ id: sensor.id })}
      onClose={onClose}
    >
      <p>
        Its connection is closed within a second and its certificate is refused from then on. To
        bring the host back, enroll it again with a new token.
      </p>
      <p>
        The record stays readable under Departed, where an admin can restore it until retention
        purges it.
      </p>
    </ConfirmDialog>
  );
}
