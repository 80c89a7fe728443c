"use client";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { overlapSecondsDefault, type TokenView } from "../../server/tokens/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { NativeSelect } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { CreatedDialog } from "./created-dialog.tsx";

const overlaps: readonly (readonly [seconds: number, label: string])[] = [
  [0, "Not at all: it ends now"],
  [900, "15 minutes"],
  [overlapSecondsDefault, "1 hour"],
  [86_400, "1 day"],
  [604_800, "7 days"],
  [2_592_000, "30 days"],
];

interface RotateDialogProps {
  token: TokenView;
  onClose: () => void;
}

/** A new secret for the same purpose, while the old one still admits for a while. */
export function RotateDialog({ token, onClose }: RotateDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const formId = useId();
  const lifetime = (Date.parse(token.expiresAt) - Date.parse(token.createdAt)) / 1000;
  const [overlapSeconds, setOverlap] = useState(overlapSecondsDefault);
  const [ttlSeconds, setTtl] = useState<number | undefined>(Math.round(lifetime));
  const rotate = useMutation(
    trpc.tokens.rotate.mutationOptions({
      onSuccess: () => {
        readAgain("tokens");
        readAgain("audit");
      },
    }),
  );
  if (rotate.data) {
    const { tokens, replaced } = rotate.data;
    return (
      <CreatedDialog title="Deploy with the new token" tokens={tokens} isRotated onClose={onClose}>
        <Notice tone="info" title={`It takes the place of ${token.prefix}…`}>
          {replaced.state === "active" ? (
            <>
              The old token admits too until it expires <RelativeTime at={replaced.expiresAt} />.
            </>
          ) : (
            "The old token admits nobody any more."
          )}
        </Notice>
      </CreatedDialog>
    );
  }
  const submit = () =>
    rotate.mutate({ id: token.id, overlapSeconds, ...(ttlSeconds && { ttlSeconds }) });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Rotate ${token.prefix}…`}
        description="Makes a token with the same properties and a new secret."
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} pending={rotate.isPending}>
              Rotate
            </Button>
          </>
        }
      >
        <form
          id={formId}
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {rotate.error && (
            <Notice tone="danger" role="alert" title="The token was not rotated">
              {problemText(rotate.error)}
            </Notice>
          )}
          <Field
            label="The old token admits for another"
            hint={
              <>
                Never longer than it would have: it expires <RelativeTime at={token.expiresAt} />.
              </>
            }
          >
            {(field) => (
              <NativeSelect
                {...field}
                value={overlapSeconds}
                onChange={({ target }) => setOverlap(Number(target.value))}
              >
                {overlaps.map(([seconds, label]) => (
                  <option key={seconds} value={seconds}>
                    {label}
                  </option>
                ))}
              </NativeSelect>
            )}
          </Field>
          <Field
            label="The new token is valid for"
            hint="As long as the old one was, unless changed."
          >
            {(field) => <DurationInput control={field} seconds={ttlSeconds} onChange={setTtl} />}
          </Field>
          {token.maxUses !== null && (
            <p className="text-ink-muted">
              The new token has {token.maxUses.toLocaleString("en-US")} uses of its own.
            </p>
          )}
          {!token.tags.some((tag) => tag.startsWith("pool:")) && (
            <p className="text-ink-muted">
              Sensors of the new token are a pool of their own: this token has no pool: tag.
            </p>
          )}
          {token.type === "cluster" && (
            <p className="text-ink-muted">
              Put the new token into the Secret of cluster {token.clusterName} before the old one
              ends.
            </p>
          )}
        </form>
      </DialogContent>
    </Dialog>
  );
}
