/** How many cursors the address keeps for going back one by one; further back is the first page. */
const trailMax = 20;

/** Where a reader is in a list that is paged by opaque cursors. */
export interface PagePosition {
  /** From 1. */
  readonly page: number;
  /** Cursors that led here, oldest first; empty on the first page. */
  readonly after: string[];
}

export const firstPage: PagePosition = { page: 1, after: [] };

export function nextPage({ page, after }: PagePosition, nextCursor: string): PagePosition {
  return { page: page + 1, after: [...after, nextCursor].slice(-trailMax) };
}

/** Null when there is none, or when the trail does not reach back that far. */
export function previousPage({ page, after }: PagePosition): PagePosition | null {
  if (page <= 1 || after.length === 0) return null;
  if (page === 2) return firstPage;
  return after.length > 1 ? { page: page - 1, after: after.slice(0, -1) } : null;
}
