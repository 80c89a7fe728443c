"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { type ConsoleFacts, choiceOf, planOf, problemsOf, tokenInput } from "./choice.ts";
import { useDeployParams } from "./deploy-params.ts";
import { Generated } from "./generated.tsx";
import { KindChoice } from "./kind-choice.tsx";
import { Options } from "./options.tsx";
import { Step } from "./step.tsx";

/** Where, options, snippet, arrivals. Choices live in the address; the token only on this page. */
export function Wizard({ console }: { console: ConsoleFacts }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const { view, change, choose } = useDeployParams();
  const [isTried, setTried] = useState(false);
  const settings = useQuery(trpc.settings.get.queryOptions()).data;
  const tag = view.tag ?? settings?.enrollment.defaultTags ?? [];
  const choice = choiceOf(view.kind, { ...view, tag });
  const problems = problemsOf(choice);
  const create = useMutation(
    trpc.tokens.create.mutationOptions({ onSuccess: () => readAgain("tokens") }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) create.mutate(tokenInput(choice));
  };
  const token = create.data?.tokens[0];
  if (token) {
    const removeAfterSeconds =
      choice.removeAfterSeconds ?? settings?.removal.defaultAfterSeconds ?? null;
    const plan = planOf({ ...choice, removeAfterSeconds }, console, token.token);
    return <Generated {...{ choice, plan, token }} onStartOver={() => create.reset()} />;
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Step number={1} title="Where">
        <KindChoice kind={choice.kind} onChoose={choose} />
      </Step>
      <Step number={2} title="Options">
        <Options
          key={choice.kind}
          settings={settings}
          choice={choice}
          problems={isTried ? problems : {}}
          onChange={change}
        />
      </Step>
      {create.error && (
        <Notice tone="danger" role="alert" title="No token was generated">
          {problemText(create.error)}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" pending={create.isPending}>
          Generate Token
        </Button>
      </div>
    </form>
  );
}
