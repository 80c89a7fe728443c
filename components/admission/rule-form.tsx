"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { RuleDraft } from "../../server/admission/schema.ts";
import { type ApiError, problemText } from "../api/problem.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { useUnsaved } from "../settings/leave-guard.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { AnswerFields } from "./answer-fields.tsx";
import { CheckFields } from "./check-fields.tsx";
import { EverywhereDialog } from "./everywhere-dialog.tsx";
import { NameFields } from "./name-fields.tsx";
import { isNewlyEverywhere, type Reach, type RuleValues } from "./rule-values.ts";
import { ScopeFields } from "./scope-fields.tsx";
import { tryDraft } from "./try-draft.ts";
import { TryPanel } from "./try-panel.tsx";

interface RuleFormProps {
  values: RuleValues;
  /** As it is stored; null: a new one. */
  before: Reach | null;
  /** The words of the button. */
  action: string;
  save: { isPending: boolean; error: ApiError | null };
  /** Calls `saved` once what the form holds is stored. */
  onSave: (draft: RuleDraft, saved: () => void) => void;
}

/** A rule being written, and what it says of a manifest beside it. */
export function RuleForm({ values, before, action, save, onSave }: RuleFormProps) {
  const [asked, setAsked] = useState<RuleDraft | null>(null);
  const form = useForm<RuleValues, unknown, RuleDraft>({
    resolver: zodResolver(RuleDraft, { error: plainProblem }),
    values,
    resetOptions: { keepDirtyValues: true },
  });
  const { control, formState, getValues, handleSubmit, reset } = form;
  const draft = tryDraft(useWatch({ control }));
  useUnsaved(formState.isDirty && !save.isPending);
  const write = (checked: RuleDraft) => onSave(checked, () => reset(getValues()));
  const submit = (checked: RuleDraft) => {
    if (isNewlyEverywhere(before, checked)) setAsked(checked);
    else write(checked);
  };
  return (
    <form
      noValidate
      aria-label="Rule"
      className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]"
      onSubmit={handleSubmit(submit)}
    >
      <div className="grid min-w-0 gap-4">
        {save.error && (
          <Notice tone="danger" role="alert" title="Not saved">
            {problemText(save.error)}
          </Notice>
        )}
        <Panel title="What it checks">
          <CheckFields form={form} />
        </Panel>
        <Panel title="What happens then">
          <AnswerFields form={form} />
        </Panel>
        <Panel title="Where it is asked">
          <ScopeFields form={form} />
        </Panel>
        <Panel title="What it is called">
          <NameFields form={form} isNew={before === null} />
        </Panel>
        <div className="flex items-center gap-2">
          <Button
            type="submit"
            variant="primary"
            disabled={before !== null && !formState.isDirty}
            pending={save.isPending}
          >
            {action}
          </Button>
          {before !== null && formState.isDirty && (
            <Button variant="ghost" onClick={() => reset(values)}>
              Discard
            </Button>
          )}
          {formState.isDirty && <span className="text-ink-muted text-xs">Not saved yet</span>}
        </div>
      </div>
      <div className="min-w-0 xl:sticky xl:top-7 xl:max-h-[calc(100dvh-3.5rem)] xl:overflow-y-auto">
        <TryPanel rule={draft && { draft }} />
      </div>
      {asked && (
        <EverywhereDialog
          rule={asked}
          isPending={save.isPending}
          onConfirm={() => {
            write(asked);
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </form>
  );
}
