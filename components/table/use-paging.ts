"use client";
import { parseAsArrayOf, parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { firstPage, nextPage, type PagePosition, previousPage } from "./paging.ts";

/** Part of a list's URL state. Changing a filter sets `page` and `after` to null: the first page. */
export const pagingParams = {
  page: parseAsInteger.withDefault(1),
  after: parseAsArrayOf(parseAsString, "~").withDefault([]),
};
export const toFirstPage = { page: null, after: null } as const;

export interface Paging {
  page: number;
  /** What the server wants to hear for this page. */
  cursor: string | undefined;
  toFirst: () => void;
  toPrevious: (() => void) | null;
  toNext: (nextCursor: string) => void;
}

/** Steps through a list by cursors; the address is the only store, so Back works. */
export function usePaging(): Paging {
  const [position, setPosition] = useQueryStates(pagingParams, { history: "push" });
  const go = (to: PagePosition) => {
    void setPosition(to.page === 1 ? toFirstPage : { page: to.page, after: to.after });
    window.scrollTo({ top: 0 });
  };
  const previous = previousPage(position);
  return {
    page: position.page,
    cursor: position.after.at(-1),
    toFirst: () => go(firstPage),
    toPrevious: previous && (() => go(previous)),
    toNext: (cursor) => go(nextPage(position, cursor)),
  };
}
