"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { toast } from "sonner";
import { rotationRefusal } from "../../server/tokens/rotation.ts";
import type { TokenDetail, TokenView } from "../../server/tokens/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

interface RevokeDialogProps {
  token: TokenView;
  /** Rotating is what most who want to revoke are after. */
  onRotate: () => void;
  onClose: () => void;
}

/** Says what revoking affects before it is done: what stays, what is lost, what fails later. */
export function RevokeDialog({ token, onRotate, onClose }: RevokeDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const detail = useQuery(trpc.tokens.get.queryOptions({ id: token.id }));
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: () => {
        readAgain("tokens");
        readAgain("audit");
        toast.success(`Revoked ${token.prefix}…`);
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Revoke ${token.prefix}…?`}
      action="Revoke token"
      problem={revoke.error ? problemText(revoke.error) : undefined}
      isPending={revoke.isPending}
      onConfirm={() => revoke.mutate({ id: token.id })}
      onClose={onClose}
    >
      <p>From now on no host can enroll with it. This cannot be undone.</p>
      {detail.isPending && <Skeleton className="h-16" />}
      {detail.isError && !detail.data && <p>What it enrolled could not be loaded.</p>}
      {detail.data && <Effects token={detail.data} />}
      {rotationRefusal(token) === null && (
        <Notice tone="info" title="Only replacing the secret?" className="mt-1 text-ink">
          <p>Rotating makes a new one and lets this one admit until you have rolled it out.</p>
          <Button size="sm" className="mt-2" onClick={onRotate}>
            <RefreshCw aria-hidden />
            Rotate instead
          </Button>
        </Notice>
      )}
    </ConfirmDialog>
  );
}

const number = (value: number) => value.toLocaleString("en-US");

function Effects({ token }: { token: TokenDetail }) {
  const { counts, uses, maxUses, clusterName } = token;
  const left = maxUses === null ? 0 : Math.max(0, maxUses - uses);
  const many = (count: number, noun: string) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
  return (
    <ul className="list-disc space-y-1 pl-5 marker:text-ink-faint">
      <li>
        {counts.live === 0 ? (
          "No live sensor has enrolled with it."
        ) : (
          <>
            <strong className="font-semibold text-ink">{many(counts.live, "live sensor")}</strong>{" "}
            that enrolled with it {counts.live === 1 ? "stays" : "stay"}, with their identity.
          </>
        )}
      </li>
      {left > 0 && (
        <li>
          <strong className="font-semibold text-ink">{many(left, "use")}</strong> of{" "}
          {number(maxUses ?? 0)} {left === 1 ? "is" : "are"} left unused, and lost.
        </li>
      )}
      {clusterName && (
        <li>
          New nodes of the cluster <strong className="font-semibold text-ink">{clusterName}</strong>{" "}
          cannot enroll until its Secret holds another token.
        </li>
      )}
    </ul>
  );
}
