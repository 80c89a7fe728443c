"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Code } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTRPC } from "../api/trpc.ts";
import { CodeText } from "../deploy/code-text.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** What a new rule may begin with: a template, or nothing but one's own CEL. */
export function TemplateGallery() {
  const trpc = useTRPC();
  const templates = useQuery(trpc.admission.templates.queryOptions());
  if (templates.isPending) {
    return (
      <div role="status" className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        <span className="sr-only">Loading templates</span>
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <Skeleton key={key} className="h-24 rounded-xl" />
        ))}
      </div>
    );
  }
  if (!templates.data) {
    return (
      <FailedState
        what="The templates"
        error={templates.error}
        onRetry={() => templates.refetch()}
      />
    );
  }
  return (
    <ul aria-label="Templates" className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
      {templates.data.items.map(({ id, name, description }) => (
        <Start key={id} href={`/admission/rules/new?template=${id}`} title={name}>
          <CodeText text={description} />
        </Start>
      ))}
      <Start
        href="/admission/rules/new?template=none"
        title={
          <>
            <Code aria-hidden className="size-4 text-ink-muted" />
            Write CEL
          </>
        }
      >
        An expression of your own over the object that is created.
      </Start>
    </ul>
  );
}

interface StartProps {
  href: string;
  title: ReactNode;
  children: ReactNode;
}

function Start({ href, title, children }: StartProps) {
  return (
    <li className="relative flex items-start gap-3 rounded-xl border bg-surface p-4 shadow-raised transition-colors hover:border-line-strong hover:bg-sunken/60 has-focus-visible:border-accent">
      <div className="grid min-w-0 flex-1 gap-1">
        <Link
          href={href}
          className="inline-flex items-center gap-1.5 font-medium after:absolute after:inset-0 after:rounded-xl after:content-['']"
        >
          {title}
        </Link>
        <p className="text-pretty text-ink-muted text-xs">{children}</p>
      </div>
      <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
    </li>
  );
}
