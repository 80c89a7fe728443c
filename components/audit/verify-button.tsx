"use client";
import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { toast } from "sonner";
import type { AuditVerdict } from "../../server/audit/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Walks the hash chain on the server; what comes out stays on the page until the next time. */
export function useVerify() {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  return useMutation(
    trpc.audit.verify.mutationOptions({
      onSuccess: () => readAgain("audit"),
      onError: (error) =>
        toast.error("The audit was not verified", { description: problemText(error) }),
    }),
  );
}

export function VerifyButton({ verify }: { verify: ReturnType<typeof useVerify> }) {
  return (
    <Button pending={verify.isPending} onClick={() => verify.mutate()}>
      <ShieldCheck aria-hidden />
      Verify
    </Button>
  );
}

export function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { entries, brokenAt, durationMs } = verdict;
  const count = entries.toLocaleString("en-US");
  if (brokenAt === null) {
    return (
      <Notice tone="success" role="status" title={`All ${count} entries verified`} className="mb-4">
        Each follows from the one before, and the last is where the chain ends. It took{" "}
        {(durationMs / 1000).toFixed(1)} s.
      </Notice>
    );
  }
  return (
    <Notice
      tone="danger"
      role="alert"
      title={`The chain breaks at entry ${brokenAt.toLocaleString("en-US")}`}
      className="mb-4"
    >
      That entry does not follow from the one before: it, or entries before it, were changed or
      taken out in the database. {count} entries were walked.
    </Notice>
  );
}
