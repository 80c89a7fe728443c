"use client";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { CreatedTokens as Created } from "../../server/tokens/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { RelativeTime } from "../time/time.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { installCommand } from "./install-command.ts";
import { WaitingForSensor } from "./waiting-for-sensor.tsx";

type CreatedToken = z.infer<typeof Created>["tokens"][number];

export function CreatedTokens({ tokens }: { tokens: readonly CreatedToken[] }) {
  const [first] = tokens;
  if (!first) return null;
  return (
    <div className="grid gap-5">
      <Notice tone="warning" title="Copy it now">
        The secret is shown this once. It expires <RelativeTime at={first.expiresAt} />.
      </Notice>
      {tokens.length === 1 ? <OneToken token={first} /> : <ManyTokens tokens={tokens} />}
    </div>
  );
}

function OneToken({ token }: { token: CreatedToken }) {
  return (
    <>
      <Step number={1} title="Run this on the host, as root">
        <Command token={token.token} clusterName={token.clusterName} />
        <details className="mt-2 text-ink-muted">
          <summary className="w-fit cursor-pointer rounded text-xs hover:text-ink">
            Only the token, for cloud-init, Packer or Helm
          </summary>
          <CodeBlock value={token.token} label="token" className="mt-2" />
        </details>
      </Step>
      <Step number={2} title="Watch it arrive">
        <WaitingForSensor tokenId={token.id} />
      </Step>
    </>
  );
}

function ManyTokens({ tokens }: { tokens: readonly CreatedToken[] }) {
  const all = tokens.map(({ token }) => token).join("\n");
  return (
    <>
      <Step
        number={1}
        title={`${tokens.length} tokens, one host each`}
        action={<CopyButton value={all} label="Copy all" withText />}
      >
        <CodeBlock value={all} label="tokens" withCopy={false} />
      </Step>
      <Step number={2} title="Run this on each host, as root, with its own token">
        <Command token="<token>" clusterName={null} />
      </Step>
    </>
  );
}

function Command({ token, clusterName }: Pick<CreatedToken, "token" | "clusterName">) {
  const trpc = useTRPC();
  const info = useQuery(trpc.console.info.queryOptions());
  if (info.isError) {
    return (
      <Notice tone="danger">The install command could not be loaded. The token is below.</Notice>
    );
  }
  if (!info.data) return <Skeleton className="h-16" />;
  return (
    <CodeBlock
      value={installCommand(info.data.install, token, clusterName)}
      label="install command"
    />
  );
}

interface StepProps {
  number: number;
  title: string;
  action?: React.ReactNode;
  children: React.ReactNode;
}

function Step({ number, title, action, children }: StepProps) {
  return (
    <section className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2">
      <span
        aria-hidden
        className="grid size-6 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
      >
        {number}
      </span>
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium leading-6">{title}</h3>
        {action}
      </div>
      <div className="col-start-2 min-w-0">{children}</div>
    </section>
  );
}
