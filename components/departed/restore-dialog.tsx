"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { DepartedView } from "../../server/departed/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { useNow } from "../time/clock.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";

interface RestoreDialogProps {
  sensor: Pick<DepartedView, "id" | "name" | "certificate">;
  onClose: () => void;
}

/** Says what a restoration can bring back, and what not, before it is done. */
export function RestoreDialog({ sensor, onClose }: RestoreDialogProps) {
  const { id, name, certificate } = sensor;
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const isExpired = new Date(certificate.notAfter) <= useNow();
  const restore = useMutation(
    trpc.departed.restore.mutationOptions({
      onSuccess: (restored) => {
        for (const area of ["sensors", "departed", "audit"] as const) readAgain(area);
        const other = restored.name !== name && { description: `${name} has a new holder.` };
        toast.success(`Restored as ${restored.name}`, other || {});
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Restore ${name}?`}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              pending={restore.isPending}
              onClick={() => restore.mutate({ id })}
            >
              Restore sensor
            </Button>
          </>
        }
      >
        <div className="grid gap-3 text-ink-muted">
          {restore.error && (
            <Notice tone="danger" role="alert">
              {problemText(restore.error)}
            </Notice>
          )}
          {isExpired && (
            <Notice tone="warning" title="Its certificate has expired">
              The host cannot connect with it any more and enrolls again with a token.
            </Notice>
          )}
          <p>
            The record is enrolled again under its id, takes a seat of the license, and its
            certificate is accepted from now on.
          </p>
          <p>
            A host that was connected when its sensor was deleted has dropped its identity: enroll
            it again with a token. One that was away connects by itself within a minute.
          </p>
        </div>
      </DialogContent>
    </Dialog>
  );
}
