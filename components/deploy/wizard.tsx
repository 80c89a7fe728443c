"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { choiceOf } from "./choice.ts";
import { useDeployParams } from "./deploy-params.ts";
import { hostDeployment } from "./host-deployment.tsx";
import { KindChoice } from "./kind-choice.tsx";
import { type ClusterFacts, clusterChoiceOf } from "./kubernetes/choice.ts";
import { clusterDeployment } from "./kubernetes/cluster-deployment.tsx";
import { Step } from "./step.tsx";

/** Where, options, snippet, arrivals. Choices live in the address; the token only on this page. */
export function Wizard({ console }: { console: ClusterFacts }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const { view, change, choose } = useDeployParams();
  const [isTried, setTried] = useState(false);
  const settings = useQuery(trpc.settings.get.queryOptions()).data;
  const create = useMutation(
    trpc.tokens.create.mutationOptions({ onSuccess: () => readAgain("tokens") }),
  );
  const filled = { ...view, tag: view.tag ?? settings?.enrollment.defaultTags ?? [] };
  const form = { settings, isTried, onChange: change };
  const deployment =
    view.kind === "kubernetes"
      ? clusterDeployment(clusterChoiceOf(filled), console, form)
      : hostDeployment(choiceOf(view.kind, filled), console, form);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!deployment.isWrong) create.mutate(deployment.tokenInput());
  };
  const token = create.data?.tokens[0];
  if (token) return deployment.generated(token, () => create.reset());
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Step number={1} title="Where">
        <KindChoice kind={view.kind} onChoose={choose} />
      </Step>
      <Step number={2} title="Options">
        {deployment.options}
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
