"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { TagsField, useTags } from "./tags-field.tsx";

interface EditTagsDialogProps {
  sensor: { id: string; name: string; tags: readonly string[] };
  onClose: () => void;
}

export function EditTagsDialog({ sensor, onClose }: EditTagsDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const edited = useTags(sensor.tags);
  const save = useMutation(
    trpc.sensors.updateTags.mutationOptions({
      onSuccess: () => {
        readAgain("sensors");
        toast.success(`Tags of ${sensor.name} saved`);
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Edit Tags"
        description={`${sensor.name} hears of the change within a second.`}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              pending={save.isPending}
              disabled={edited.problem !== null}
              onClick={() => save.mutate({ id: sensor.id, tags: edited.tags })}
            >
              Save tags
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {save.error && (
            <Notice tone="danger" role="alert" title="The tags were not saved">
              {problemText(save.error)}
            </Notice>
          )}
          <TagsField
            label="Tags"
            hint="key:value, separated by Enter, comma or space. Up to 32."
            state={edited}
          />
        </div>
      </DialogContent>
    </Dialog>
  );
}
