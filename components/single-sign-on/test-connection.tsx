"use client";
import { useMutation } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useFormContext } from "react-hook-form";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import type { FormValues } from "./form-values.ts";

/** Asks the provider for its description and keys, before anything is saved. */
export function TestConnection() {
  const trpc = useTRPC();
  const { getValues } = useFormContext<FormValues>();
  const test = useMutation(trpc.singleSignOn.test.mutationOptions());
  const problem = test.error ? problemText(test.error) : test.data?.problem;
  const run = () => {
    const { issuer, caCertificate } = getValues();
    test.mutate({ issuer: issuer.trim(), caCertificate: caCertificate.trim() });
  };
  return (
    <div className="grid gap-3">
      <div>
        <Button pending={test.isPending} onClick={run}>
          <PlugZap aria-hidden />
          Test connection
        </Button>
      </div>
      {problem && (
        <Notice tone="danger" role="alert" title="The provider cannot be used">
          {problem}
        </Notice>
      )}
      {test.data?.ok && !test.error && (
        <Notice tone="success" role="status" title="The provider answers">
          It has {test.data.keys} signing {test.data.keys === 1 ? "key" : "keys"} and signs people
          in at {test.data.authorizationEndpoint}.
        </Notice>
      )}
    </div>
  );
}
