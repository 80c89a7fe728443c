"use client";
import { useQuery } from "@tanstack/react-query";
import type { CreatedToken } from "../../server/tokens/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { RelativeTime } from "../time/time.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ClusterSecret } from "./cluster-secret.tsx";
import { installCommand } from "./install-command.ts";
import { TakeTokens } from "./take-tokens.tsx";
import { WaitingForSensor } from "./waiting-for-sensor.tsx";

interface CreatedTokensProps {
  tokens: readonly CreatedToken[];
  /** It takes the place of another. */
  isRotated: boolean;
  /** They were copied or downloaded. */
  onTaken: () => void;
}

export function CreatedTokens({ tokens, isRotated, onTaken }: CreatedTokensProps) {
  const [first] = tokens;
  if (!first) return null;
  return (
    <>
      <Notice tone="warning" title={tokens.length === 1 ? "Copy it now" : "Take them now"}>
        {tokens.length === 1
          ? "The secret is shown this once. It expires "
          : "The secrets are shown this once. They expire "}
        <RelativeTime at={first.expiresAt} />.
      </Notice>
      {tokens.length === 1 ? (
        <OneToken token={first} isRotated={isRotated} />
      ) : (
        <ManyTokens tokens={tokens} onTaken={onTaken} />
      )}
    </>
  );
}

function OneToken({ token, isRotated }: { token: CreatedToken; isRotated: boolean }) {
  const isCluster = token.type === "cluster";
  const command = <Command token={token.token} clusterName={token.clusterName} />;
  return (
    <>
      <Step number={1} title={isCluster ? "Put it into the cluster's Secret" : whereToRun(token)}>
        {isCluster ? <ClusterSecret token={token} isRotated={isRotated} /> : command}
        <details className="mt-2 text-ink-muted">
          <summary className="w-fit cursor-pointer rounded text-xs hover:text-ink">
            {isCluster
              ? "Only the token, and the command for a node without Kubernetes"
              : "Only the token, for cloud-init, Packer or Helm"}
          </summary>
          <CodeBlock value={token.token} label="token" className="mt-2" />
          {isCluster && <div className="mt-2">{command}</div>}
        </details>
      </Step>
      <Step number={2} title={token.maxUses === 1 ? "Watch it arrive" : "Watch them arrive"}>
        <WaitingForSensor tokenId={token.id} />
      </Step>
    </>
  );
}

function whereToRun({ type, maxUses }: CreatedToken): string {
  if (type === "one_time") return "Run this on the host, as root";
  return `Run this as root on up to ${maxUses?.toLocaleString("en-US")} hosts`;
}

function ManyTokens({ tokens, onTaken }: Omit<CreatedTokensProps, "isRotated">) {
  const all = tokens.map(({ token }) => token).join("\n");
  return (
    <>
      <Step number={1} title={`${tokens.length.toLocaleString("en-US")} tokens, one host each`}>
        <CodeBlock value={all} label="tokens" withCopy={false} />
        <TakeTokens tokens={tokens} onTaken={onTaken} />
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
  children: React.ReactNode;
}

function Step({ number, title, children }: StepProps) {
  return (
    <section className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2">
      <span
        aria-hidden
        className="grid size-6 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
      >
        {number}
      </span>
      <h3 className="font-medium leading-6">{title}</h3>
      <div className="col-start-2 min-w-0">{children}</div>
    </section>
  );
}
