import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "../components/ui/button.tsx";
import { EmptyState } from "../components/ui/empty-state.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={
          <Button asChild variant="primary">
            <Link href="/sensors">Go to Sensors</Link>
          </Button>
        }
      >
        The address may be mistyped, or what it showed was deleted.
      </EmptyState>
    </main>
  );
}
