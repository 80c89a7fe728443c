"use client";
import { ChevronLeft, ChevronRight, ChevronsLeft } from "lucide-react";
import { Button } from "../ui/button.tsx";
import type { Paging } from "./use-paging.ts";

interface PagerProps {
  paging: Paging;
  /** Rows on this page, rows a page, rows in all. */
  shown: number;
  limit: number;
  total: number;
  nextCursor: string | null;
  /** What the rows are, as in "sensors". */
  noun: string;
}

export function Pager({ paging, shown, limit, total, nextCursor, noun }: PagerProps) {
  const first = (paging.page - 1) * limit + 1;
  const { toPrevious } = paging;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-4 py-2.5">
      <p className="text-ink-muted tabular-nums" aria-live="polite">
        {shown === 0
          ? `0 ${noun}`
          : `${number(first)}–${number(first + shown - 1)} of ${number(total)} ${noun}`}
      </p>
      <div className="flex items-center gap-1.5">
        {paging.page > 2 && (
          <Button size="sm" onClick={paging.toFirst} aria-label="First page">
            <ChevronsLeft aria-hidden />
          </Button>
        )}
        <Button size="sm" disabled={!toPrevious} onClick={() => toPrevious?.()}>
          <ChevronLeft aria-hidden />
          <span className="max-sm:sr-only">Previous</span>
        </Button>
        <Button
          size="sm"
          disabled={!nextCursor}
          onClick={() => nextCursor && paging.toNext(nextCursor)}
        >
          <span className="max-sm:sr-only">Next</span>
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}

const number = (value: number) => value.toLocaleString("en-US");
