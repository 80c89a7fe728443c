"use client";
import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

export function RemoveLicense() {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const [isOpen, setOpen] = useState(false);
  const remove = useMutation(
    trpc.license.remove.mutationOptions({
      onSuccess: () => {
        readAgain("license");
        toast.success("License removed");
        setOpen(false);
      },
    }),
  );
  return (
    <>
      <Button variant="danger-outline" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
        Remove
        <span className="sr-only">license</span>
      </Button>
      {isOpen && (
        <ConfirmDialog
          title="Remove the license?"
          action="Remove license"
          problem={remove.error ? problemText(remove.error) : undefined}
          isPending={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setOpen(false)}
        >
          <p>
            The limit that holds without a license takes its place at once. Enrolled sensors stay;
            beyond that limit no new one is admitted. The file can be uploaded again.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
