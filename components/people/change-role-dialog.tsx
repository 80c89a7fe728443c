"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { userRoles } from "../../server/users/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import type { UserDialogProps } from "./confirm-dialogs.tsx";
import { RoleField } from "./role-field.tsx";

export function ChangeRoleDialog({ user, onClose }: UserDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const [role, setRole] = useState(userRoles.find((known) => known === user.role) ?? "viewer");
  const update = useMutation(
    trpc.users.update.mutationOptions({
      onSuccess: () => {
        onClose();
        toast.success(`${user.name} is ${role === "viewer" ? "a" : "an"} ${role} now`);
      },
      onSettled: () => readAgain("users"),
    }),
  );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Role of ${user.name}`}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              pending={update.isPending}
              onClick={() => update.mutate({ id: user.id, role })}
            >
              Change role
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {update.error && (
            <Notice tone="danger" role="alert">
              {problemText(update.error)}
            </Notice>
          )}
          <RoleField value={role} onChange={setRole} />
        </div>
      </DialogContent>
    </Dialog>
  );
}
