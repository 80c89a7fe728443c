"use client";
import { useMutation } from "@tanstack/react-query";
import { Check, Pencil, TriangleAlert, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { type PoolView, SetExpectedSize } from "../../server/pools/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { Input } from "../ui/input.tsx";
import { number } from "./pool-cells.tsx";

/** Enrolled against expected, edited in place. */
export function ExpectedSize({ pool }: { pool: PoolView }) {
  const [isEditing, setEditing] = useState(false);
  const mayOperate = useMay("operate");
  const { enrolled, expectedSize, label } = pool;
  if (isEditing) return <Editor pool={pool} onClose={() => setEditing(false)} />;
  const missing = expectedSize === null ? 0 : expectedSize - enrolled;
  return (
    <span className="flex min-h-8 items-center gap-1 tabular-nums">
      <span>
        {number(enrolled)}
        {expectedSize !== null && (
          <span className="text-ink-muted"> of {number(expectedSize)}</span>
        )}
      </span>
      {missing > 0 && (
        <span
          className="flex items-center gap-1 whitespace-nowrap font-medium text-degraded text-xs"
          title={`${number(missing)} fewer than expected`}
        >
          <TriangleAlert aria-hidden className="size-3.5" />
          {number(missing)} missing
        </span>
      )}
      {mayOperate && (
        <Button
          variant="ghost"
          size="icon"
          className="relative z-10 size-7 text-ink-faint"
          title="Set the expected size"
          onClick={() => setEditing(true)}
        >
          <Pencil aria-hidden className="!size-3.5" />
          <span className="sr-only">Set the expected size of {label}</span>
        </Button>
      )}
    </span>
  );
}

function Editor({ pool, onClose }: { pool: PoolView; onClose: () => void }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const [text, setText] = useState(pool.expectedSize?.toString() ?? "");
  const trimmed = text.trim();
  const size = SetExpectedSize.shape.expectedSize.safeParse(
    trimmed === "" ? null : Number(trimmed),
  );
  const save = useMutation(
    trpc.pools.setExpectedSize.mutationOptions({
      onSuccess: onClose,
      onError: (error) => toast.error(problemText(error)),
      onSettled: () => {
        readAgain("pools");
        readAgain("audit");
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!size.success) return;
    if (size.data === pool.expectedSize) onClose();
    else save.mutate({ key: pool.key, expectedSize: size.data });
  };
  return (
    <form onSubmit={submit} className="relative z-10 flex items-center gap-1">
      <Input
        autoFocus
        inputMode="numeric"
        aria-label={`Expected size of ${pool.label}; empty for none`}
        aria-invalid={size.success ? undefined : true}
        placeholder="none"
        title={size.success ? "Empty: none is expected" : "A whole number from 1 to 1,000,000"}
        value={text}
        className="h-8 w-20 px-2 tabular-nums"
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      />
      <Button
        type="submit"
        variant="ghost"
        size="icon"
        className="size-7"
        disabled={!size.success}
        pending={save.isPending}
        title="Save"
      >
        <Check aria-hidden />
        <span className="sr-only">Save</span>
      </Button>
      <Button variant="ghost" size="icon" className="size-7" title="Cancel" onClick={onClose}>
        <X aria-hidden />
        <span className="sr-only">Cancel</span>
      </Button>
    </form>
  );
}
