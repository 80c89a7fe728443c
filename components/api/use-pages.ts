"use client";
import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
} from "@tanstack/react-query";
import type { ApiError } from "./problem.ts";

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  total: number;
}

interface Pages<Item> {
  /** Begins with the procedure's path key, so that reading its area again reads this again. */
  key: QueryKey;
  read: (page: { cursor?: string }, signal: AbortSignal) => Promise<Page<Item>>;
  /** How soon to read again, of what is shown; false: not by itself. */
  readAgainMs?: (items: Item[]) => number | false;
}

/**
 * A list that grows by "Show more". tRPC's own options for it send a field that lists refuse, as
 * they refuse everything that they do not know.
 */
export function usePages<Item>({ key, read, readAgainMs }: Pages<Item>) {
  const itemsOf = (pages: readonly Page<Item>[] | undefined) =>
    pages?.flatMap((page) => page.items) ?? [];
  type Pages = InfiniteData<Page<Item>, string | null>;
  const query = useInfiniteQuery<Page<Item>, ApiError, Pages, QueryKey, string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      read(pageParam === null ? {} : { cursor: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => readAgainMs?.(itemsOf(state.data?.pages)) ?? false,
  });
  return { query, items: itemsOf(query.data?.pages), total: query.data?.pages[0]?.total ?? 0 };
}
