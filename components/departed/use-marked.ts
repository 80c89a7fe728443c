"use client";
import { useState } from "react";

/** Records marked for a bulk action, kept over pages; another filter starts anew. */
export function useMarked(filter: object) {
  const key = JSON.stringify(filter);
  const [stored, setStored] = useState<{ key: string; ids: readonly string[] }>({ key, ids: [] });
  const ids = stored.key === key ? stored.ids : [];
  const set = (next: readonly string[]) => setStored({ key, ids: next });
  return {
    ids,
    has: (id: string) => ids.includes(id),
    toggle: (id: string) =>
      set(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]),
    /** Marks all of a page, or none of it where all are marked. */
    togglePage: (page: readonly string[]) => {
      const others = ids.filter((id) => !page.includes(id));
      set(page.every((id) => ids.includes(id)) ? others : [...others, ...page]);
    },
    clear: () => set([]),
  };
}
export type Marked = ReturnType<typeof useMarked>;
