import { ListChecks } from "lucide-react";
import Link from "next/link";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export function NoJob() {
  return (
    <EmptyState
      icon={ListChecks}
      title="There is no such job"
      action={
        <Button asChild>
          <Link href="/jobs">All jobs</Link>
        </Button>
      }
    >
      Jobs and what came of their sensors are kept for 90 days. The audit keeps what they did.
    </EmptyState>
  );
}
