"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { type Role, roles } from "../../server/auth/role.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input, NativeSelect } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";

const roleHints: Record<Role, string> = {
  viewer: "Reads.",
  operator: "Also creates and revokes tokens and edits tags.",
  admin: "Also deletes sensors and changes settings.",
  provisioner: "Creates enrollment tokens and nothing else: right for pipelines.",
};

export function CreateApiKeyDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({ onSuccess: () => readAgain("apiKeys") }),
  );
  const formId = useId();
  const key = create.data?.key;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={key ? "API key created" : "Create API key"}
        onInteractOutside={(event) => key && event.preventDefault()}
        footer={
          key ? (
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          ) : (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="primary" type="submit" form={formId} pending={create.isPending}>
                Create key
              </Button>
            </>
          )
        }
      >
        {key ? (
          <div className="grid gap-4">
            <Notice tone="warning" title="Copy it now">
              The key is shown this once; only its hash is kept.
            </Notice>
            <CodeBlock value={key} label="API key" />
          </div>
        ) : (
          <KeyForm
            id={formId}
            problem={create.error ? problemText(create.error) : undefined}
            onSubmit={(input) => create.mutate(input)}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

interface KeyFormProps {
  id: string;
  problem: string | undefined;
  onSubmit: (input: { name: string; role: Role }) => void;
}

function KeyForm({ id, problem, onSubmit }: KeyFormProps) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("provisioner");
  const [isNameMissing, setNameMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNameMissing(!name.trim());
    if (name.trim()) onSubmit({ name: name.trim(), role });
  };
  return (
    <form id={id} noValidate onSubmit={submit} className="grid gap-4">
      {problem && (
        <Notice tone="danger" role="alert" title="No key was created">
          {problem}
        </Notice>
      )}
      <Field
        label="Name"
        hint="What will use it."
        error={isNameMissing ? "A key needs a name." : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label="Role" hint={roleHints[role]}>
        {(control) => (
          <NativeSelect
            {...control}
            value={role}
            onChange={({ target }) =>
              setRole(roles.find((known) => known === target.value) ?? role)
            }
          >
            {roles.map((known) => (
              <option key={known}>{known}</option>
            ))}
          </NativeSelect>
        )}
      </Field>
    </form>
  );
}
