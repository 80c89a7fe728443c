"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { Button } from "../ui/button.tsx";
import { AdmissionTabs } from "./tabs.tsx";

/** What every page of the Admission view has around it, but for the editor of a rule. */
export function AdmissionFrame({ children }: { children: ReactNode }) {
  const mayChange = useMay("administer");
  return (
    <>
      <PageHeader
        title="Admission"
        help={{ page: "admission" }}
        description="Rules that pods must keep before a cluster creates them."
        actions={
          mayChange && (
            <Button asChild variant="primary">
              <Link href="/admission/rules/new">
                <Plus aria-hidden />
                New rule
              </Link>
            </Button>
          )
        }
      />
      <AdmissionTabs />
      {children}
    </>
  );
}
