"use client";
import { useQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import dynamic from "next/dynamic";
import { PageHeader } from "../shell/page-header.tsx";
import { SkeletonRows } from "../table/skeleton-rows.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { documentUrl, type ReferenceDocument, readDocument } from "./document.ts";

const loading = () => <SkeletonRows label="Loading the reference" />;
/** More than a megabyte, which no other page loads. */
const Viewer = dynamic(() => import("./viewer.tsx").then((module) => module.Viewer), {
  ssr: false,
  loading,
});

export function ReferenceScreen() {
  return (
    <>
      <PageHeader
        title="API"
        description="Everything that these pages do, for scripts. Tried out here, a request is made as you; Authorize makes it with an API key."
        help={{ page: "api" }}
        actions={
          <Button asChild>
            <a href={documentUrl} download="telovix-openapi.json">
              OpenAPI document
            </a>
          </Button>
        }
      />
      <section aria-label="Reference" className="rounded-xl border bg-surface shadow-raised">
        <Reference />
      </section>
    </>
  );
}

function Reference() {
  const document = useQuery<ReferenceDocument>({
    queryKey: ["openapi"],
    queryFn: ({ signal }) => readDocument(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (document.isPending) return loading();
  if (document.isError)
    return (
      <EmptyState
        icon={CloudOff}
        title="The reference could not be loaded"
        action={<Button onClick={() => document.refetch()}>Try again</Button>}
      />
    );
  return <Viewer document={document.data} />;
}
