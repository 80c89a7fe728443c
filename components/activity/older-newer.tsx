"use client";
import { ChevronLeft, ChevronRight, ChevronsLeft } from "lucide-react";
import type { Paging } from "../table/use-paging.ts";
import { Button } from "../ui/button.tsx";

interface OlderNewerProps {
  paging: Paging;
  nextCursor: string | null;
}

/** Steps through time; how much there is in all is not counted. */
export function OlderNewer({ paging, nextCursor }: OlderNewerProps) {
  const { page, toFirst, toPrevious, toNext } = paging;
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-1.5 border-t px-4 py-2.5">
      {page > 2 && (
        <Button size="sm" onClick={toFirst} aria-label="Newest">
          <ChevronsLeft aria-hidden />
        </Button>
      )}
      <Button size="sm" disabled={!toPrevious} onClick={() => toPrevious?.()}>
        <ChevronLeft aria-hidden />
        Newer
      </Button>
      <Button size="sm" disabled={!nextCursor} onClick={() => nextCursor && toNext(nextCursor)}>
        Older
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
