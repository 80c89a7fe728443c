"use client";
import { KeyRound, type LucideIcon, Radio, Rocket } from "lucide-react";
import { type ReactNode, useState } from "react";
import { DeployLink } from "../deploy/deploy-link.tsx";
import { HelpLink } from "../docs/help-link.tsx";
import { useMay } from "../shell/me.tsx";
import { GenerateTokenDialog } from "../tokens/generate-token-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** What a new installation shows: the way to its first sensor. */
export function FirstSteps() {
  const mayOperate = useMay("operate");
  const [isGenerating, setGenerating] = useState(false);
  if (!mayOperate) {
    return (
      <div className="rounded-xl border border-dashed bg-surface">
        <EmptyState icon={Radio} title="No sensors yet">
          An operator can deploy the first one; it appears here by itself.
        </EmptyState>
      </div>
    );
  }
  return (
    <section aria-labelledby="first-steps" className="rounded-xl border bg-surface shadow-raised">
      <header className="grid gap-1 border-b px-6 py-5">
        <h2 id="first-steps" className="font-semibold text-base">
          Bring in the first sensor
        </h2>
        <p className="text-ink-muted">
          It takes a host with Linux 5.4 or later and about a minute. This page follows by itself.
        </p>
      </header>
      <ol className="grid divide-y md:grid-cols-3 md:divide-x md:divide-y-0">
        <Step
          icon={Rocket}
          title="Deploy a sensor"
          action={<DeployLink />}
          help={<HelpLink page="sensor" />}
        >
          Choose where it shall run, a host, an image or a cluster, and take the command or
          template.
        </Step>
        <Step
          icon={KeyRound}
          title="Or begin with a token"
          action={<Button onClick={() => setGenerating(true)}>Generate Token</Button>}
          help={<HelpLink page="tokens" />}
        >
          A token lets hosts enroll: one of them, a batch, or all nodes of a cluster.
        </Step>
        <Step icon={Radio} title="See it arrive">
          Within seconds of the command its status, kernel activity and host facts are here. What is
          refused shows below, with the cause.
        </Step>
      </ol>
      {isGenerating && <GenerateTokenDialog onClose={() => setGenerating(false)} />}
    </section>
  );
}

interface StepProps {
  icon: LucideIcon;
  title: string;
  action?: ReactNode;
  help?: ReactNode;
  children: ReactNode;
}

function Step({ icon: Icon, title, action, help, children }: StepProps) {
  return (
    <li className="grid content-start gap-3 p-6">
      <div className="grid size-9 place-items-center rounded-full border bg-sunken text-ink-muted">
        <Icon aria-hidden className="size-4" />
      </div>
      <div className="grid gap-1">
        <h3 className="flex min-h-6 items-center gap-1 font-medium">
          {title}
          {help}
        </h3>
        <p className="text-ink-muted">{children}</p>
      </div>
      {action && <div>{action}</div>}
    </li>
  );
}
