interface Placed {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

export type Segment<Item> =
  | { readonly gap: number; readonly key: string }
  | { readonly item: Item };

/** The rows that are rendered, with the empty heights before, between and after them. */
export function rowSegments<Item extends Placed>(
  items: readonly Item[],
  totalHeight: number,
): Segment<Item>[] {
  let end = 0;
  const segments = items.flatMap((item): Segment<Item>[] => {
    const gap = item.start - end;
    end = item.end;
    return gap > 0 ? [{ gap, key: `before-${item.index}` }, { item }] : [{ item }];
  });
  return end < totalHeight ? [...segments, { gap: totalHeight - end, key: "after" }] : segments;
}
