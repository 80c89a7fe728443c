"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useId, useState } from "react";
import { toast } from "sonner";
import type { DefaultAnswer as Answer } from "../../server/admission/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Section } from "../settings/section.tsx";
import { useMay } from "../shell/me.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { OptionCard } from "./option-card.tsx";

const answers = [
  {
    answer: "allow",
    title: "Allow",
    icon: Check,
    text: "The pod is created, and its creator is warned. A mistake in a rule stops nobody.",
  },
  {
    answer: "deny",
    title: "Deny",
    icon: X,
    text: "The pod is not created. Nothing passes that no rule has looked at.",
  },
] as const;

/** What a cluster hears when rules cannot decide; to change at once, for who may. */
export function DefaultAnswer() {
  const trpc = useTRPC();
  const settings = useQuery(trpc.admission.settings.queryOptions());
  const mayChange = useMay("administer");
  const current = settings.data?.defaultAnswer;
  return (
    <Section
      title="When the rules cannot decide"
      description="The answer to a review that is not understood, comes from a cluster that nobody knows, or meets a rule that cannot be evaluated."
      help={{ page: "admission", heading: "when-something-is-wrong" }}
    >
      {settings.isPending && <Skeleton className="h-20" />}
      {settings.isError && !current && (
        <FailedState what="The answer" error={settings.error} onRetry={() => settings.refetch()} />
      )}
      {current && mayChange && <Choice current={current} />}
      {current && !mayChange && <p>{answers.find(({ answer }) => answer === current)?.text}</p>}
    </Section>
  );
}

function Choice({ current }: { current: Answer }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const name = useId();
  const [isAsking, setAsking] = useState(false);
  const save = useMutation(
    trpc.settings.update.mutationOptions({
      onSuccess: (_, { admission }) => {
        const isDeny = admission?.defaultAnswer === "deny";
        toast.success(
          isDeny ? "What cannot be decided is denied" : "What cannot be decided is allowed",
        );
        setAsking(false);
        for (const area of ["admission", "settings", "audit"] as const) readAgain(area);
      },
      onError: (error) => toast.error("Nothing was changed", { description: problemText(error) }),
    }),
  );
  const write = (defaultAnswer: Answer) => save.mutate({ admission: { defaultAnswer } });
  const choose = (answer: Answer) => (answer === "deny" ? setAsking(true) : write(answer));
  return (
    <fieldset disabled={save.isPending}>
      <legend className="sr-only">When the rules cannot decide</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {answers.map(({ answer, ...words }) => (
          <OptionCard
            key={answer}
            {...{ name, ...words }}
            isChosen={current === answer}
            onChoose={() => choose(answer)}
          />
        ))}
      </div>
      {isAsking && (
        <ConfirmDialog
          title="Deny what cannot be decided?"
          action="Deny it"
          problem={save.error ? problemText(save.error) : undefined}
          isPending={save.isPending}
          onConfirm={() => write("deny")}
          onClose={() => setAsking(false)}
        >
          <p>
            A deny rule whose expression fails, or a cluster that has no token and no sensor here,
            then keeps pods from being created.
          </p>
        </ConfirmDialog>
      )}
    </fieldset>
  );
}
