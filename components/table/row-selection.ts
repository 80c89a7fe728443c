/** Which rows of a list are selected, by id; kept over pages and refetches. */
export interface RowSelection {
  readonly ids: ReadonlySet<string>;
  /** Where a range starts: the row that was last toggled by itself. */
  readonly anchor: string | null;
  /** What was selected beside the range that is being drawn. */
  readonly base: ReadonlySet<string>;
  /** All that match the filter, on every page. */
  readonly isAllMatching: boolean;
}

export const noRows: RowSelection = {
  ids: new Set(),
  anchor: null,
  base: new Set(),
  isAllMatching: false,
};

/** Of "all that match", taking one away leaves the others of the page. */
function idsOf(selection: RowSelection, page: readonly string[]): ReadonlySet<string> {
  return selection.isAllMatching ? new Set(page) : selection.ids;
}

export function toggled(
  selection: RowSelection,
  page: readonly string[],
  id: string,
): RowSelection {
  const ids = new Set(idsOf(selection, page));
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, base: ids, isAllMatching: false };
}

/** Selects from the anchor to `to`; drawing the range shorter again lets go of what it took. */
export function extended(
  selection: RowSelection,
  page: readonly string[],
  to: string,
): RowSelection {
  const end = page.indexOf(to);
  if (end < 0) return selection;
  const known = selection.anchor === null ? -1 : page.indexOf(selection.anchor);
  const isNew = known < 0;
  const start = isNew ? end : known;
  const base = isNew || selection.isAllMatching ? idsOf(selection, page) : selection.base;
  const range = page.slice(Math.min(start, end), Math.max(start, end) + 1);
  return {
    ids: new Set([...base, ...range]),
    anchor: isNew ? to : selection.anchor,
    base,
    isAllMatching: false,
  };
}

/** The whole page on or off; rows of other pages stay as they are. */
export function pageToggled(selection: RowSelection, page: readonly string[]): RowSelection {
  const ids = new Set(idsOf(selection, page));
  const isWhole = page.every((id) => ids.has(id));
  for (const id of page) {
    if (isWhole) ids.delete(id);
    else ids.add(id);
  }
  return { ids, anchor: null, base: ids, isAllMatching: false };
}
