"use client";
import { parseAsNumberLiteral, useQueryState } from "nuqs";
import { z } from "zod";
import { type PageSize, pageSizes } from "./page-size.ts";
import { type Paging, usePaging } from "./use-paging.ts";
import { useRemembered } from "./use-remembered.ts";

const Size = z.literal(pageSizes);

/**
 * Paging where the reader chooses how many rows a page has. The browser remembers the choice; from
 * the second page on the address says it too, so that a link shows the same rows to everybody.
 */
export function useSizedPaging(key: string) {
  const [remembered, remember] = useRemembered<PageSize>(key, Size);
  const [asked, setAsked] = useQueryState("size", parseAsNumberLiteral(pageSizes));
  const plain = usePaging();
  const size = asked ?? remembered ?? pageSizes[0];
  const paging: Paging = {
    ...plain,
    toNext: (cursor) => {
      void setAsked(size);
      plain.toNext(cursor);
    },
  };
  const setSize = (next: PageSize) => {
    remember(next);
    void setAsked(null);
    plain.toFirst();
  };
  return { paging, size, setSize };
}
