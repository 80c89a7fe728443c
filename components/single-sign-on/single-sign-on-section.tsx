"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { Section } from "../settings/section.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SingleSignOnForm } from "./single-sign-on-form.tsx";

/** Sign-in through an identity provider. For administrators only. */
export function SingleSignOnSection() {
  const trpc = useTRPC();
  const config = useQuery(trpc.singleSignOn.get.queryOptions());
  const { data } = config;
  return (
    <Section
      title="Single sign-on"
      description="People sign in through your identity provider (OpenID Connect). Passwords go on working."
      help={{ page: "single-sign-on" }}
      footer={
        data?.updatedAt && (
          <>
            Changed by {data.updatedBy} <RelativeTime at={data.updatedAt} />
          </>
        )
      }
    >
      {config.isPending && <Skeleton className="h-96" />}
      {config.isError && !data && (
        <FailedState
          what="The single sign-on configuration"
          error={config.error}
          onRetry={() => config.refetch()}
        />
      )}
      {data && <SingleSignOnForm key={data.updatedAt} config={data} />}
    </Section>
  );
}
