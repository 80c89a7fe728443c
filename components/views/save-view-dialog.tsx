"use client";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toast } from "sonner";
import type { View, ViewState } from "../../server/views/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";

interface SaveViewDialogProps {
  /** The one to rename; null: a new one. */
  view: View | null;
  state: ViewState;
  onSaved: (view: View) => void;
  onClose: () => void;
}

const nameMax = 60;

export function SaveViewDialog({ view, state, onSaved, onClose }: SaveViewDialogProps) {
  const save = useSaveView({ view, state, onSaved, onClose });
  const mayShare = useMay("operate");
  const formId = useId();
  const [name, setName] = useState(view?.name ?? "");
  const [isShared, setShared] = useState(false);
  const [isDefault, setDefault] = useState(false);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={view ? `Rename ${view.name}` : "Save as new view"}
        {...(!view && {
          description: "Keeps the filters, the order, the grouping, the columns and the density.",
        })}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              pending={save.isPending}
              disabled={name.trim() === ""}
            >
              {view ? "Rename" : "Save view"}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            save.run({ name: name.trim(), isShared, isDefault });
          }}
        >
          {save.error && (
            <Notice tone="danger" role="alert" title="The view was not saved">
              {problemText(save.error)}
            </Notice>
          )}
          <Field label="Name">
            {(control) => (
              <Input
                {...control}
                autoFocus
                value={name}
                maxLength={nameMax}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          {!view && mayShare && (
            <Option label="Share with everybody" isOn={isShared} onChange={setShared} />
          )}
          {!view && <Option label="Open Sensors with it" isOn={isDefault} onChange={setDefault} />}
        </form>
      </DialogContent>
    </Dialog>
  );
}

function useSaveView({ view, state, onSaved, onClose }: SaveViewDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const done = (saved: View) => {
    readAgain("views");
    toast.success(`View ${saved.name} saved`);
    onSaved(saved);
    onClose();
  };
  const create = useMutation(trpc.views.create.mutationOptions());
  const update = useMutation(trpc.views.update.mutationOptions());
  const setDefault = useMutation(trpc.views.setDefault.mutationOptions());
  return {
    isPending: create.isPending || update.isPending,
    error: create.error ?? update.error,
    run: (input: { name: string; isShared: boolean; isDefault: boolean }) => {
      const { name, isShared, isDefault } = input;
      if (view) return update.mutate({ id: view.id, name }, { onSuccess: done });
      create.mutate(
        { name, state, isShared },
        {
          onSuccess: (saved) => {
            if (!isDefault) return done(saved);
            setDefault.mutate({ id: saved.id }, { onSettled: () => done(saved) });
          },
        },
      );
    },
  };
}

interface OptionProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Option({ label, isOn, onChange }: OptionProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex items-center gap-2.5">
      <Checkbox id={id} checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
