"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Email, type UserRole } from "../../server/users/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { InviteLink } from "./invite-link.tsx";
import { RoleField } from "./role-field.tsx";

/** Asks whom and as what, then shows the link, once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const formId = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<UserRole>("viewer");
  const [isAsked, setAsked] = useState(false);
  const isEmail = Email.safeParse(email).success;
  const invite = useMutation(
    trpc.invites.create.mutationOptions({ onSuccess: () => readAgain("invites") }),
  );
  if (invite.data) {
    return (
      <InviteLink title={`Invite ${invite.data.email}`} invite={invite.data} onClose={onClose} />
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isEmail) invite.mutate({ email: email.trim(), role });
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Invite"
        description="You get a link to send; with it they set their own name and password."
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} pending={invite.isPending}>
              Make a link
            </Button>
          </>
        }
      >
        <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
          {invite.error && (
            <Notice tone="danger" role="alert" title="Nobody was invited">
              {problemText(invite.error)}
            </Notice>
          )}
          <Field
            label="E-mail"
            hint="They sign in with it."
            error={isAsked && !isEmail ? "An e-mail address." : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="off"
                autoCapitalize="none"
                value={email}
                onChange={({ target }) => setEmail(target.value)}
              />
            )}
          </Field>
          <RoleField value={role} onChange={setRole} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
