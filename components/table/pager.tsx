"use client";
import { ChevronLeft, ChevronRight, ChevronsLeft } from "lucide-react";
import { useId } from "react";
import { Button } from "../ui/button.tsx";
import { NativeSelect } from "../ui/input.tsx";
import { type PageSize, pageSizes } from "./page-size.ts";
import type { Paging } from "./use-paging.ts";

interface PagerProps {
  paging: Paging;
  /** Rows on this page, rows a page, rows in all. */
  shown: number;
  limit: number;
  /** Undefined: being counted. */
  total: number | undefined;
  nextCursor: string | null;
  /** What the rows are, as in "sensors". */
  noun: string;
  /** Where the reader may choose how many rows a page has. */
  onSize?: (size: PageSize) => void;
}

export function Pager({ paging, shown, limit, total, nextCursor, noun, onSize }: PagerProps) {
  const first = (paging.page - 1) * limit + 1;
  const all = total === undefined ? "" : `of ${number(total)} `;
  const { toPrevious } = paging;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-4 py-2.5">
      <p className="text-ink-muted tabular-nums" aria-live="polite">
        {shown === 0 ? `0 ${noun}` : `${number(first)}–${number(first + shown - 1)} ${all}${noun}`}
      </p>
      <div className="flex items-center gap-1.5">
        {onSize && <SizeChoice size={limit} onSize={onSize} />}
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

interface SizeChoiceProps {
  size: number;
  onSize: (size: PageSize) => void;
}

function SizeChoice({ size, onSize }: SizeChoiceProps) {
  const id = useId();
  return (
    <span className="mr-2 flex items-center gap-2 max-sm:hidden">
      <label htmlFor={id} className="text-ink-muted text-xs">
        Rows a page
      </label>
      <NativeSelect
        id={id}
        value={size}
        className="h-8 w-auto py-0 pr-7 pl-2 text-[0.8125rem]"
        onChange={({ target }) => {
          const chosen = pageSizes.find((each) => String(each) === target.value);
          if (chosen) onSize(chosen);
        }}
      >
        {pageSizes.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </NativeSelect>
    </span>
  );
}

const number = (value: number) => value.toLocaleString("en-US");
