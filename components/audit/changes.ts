/** One field that an entry says was changed, by its path in the details: `status.staleAfterSeconds`. */
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A list that lost and gained members, such as tags. */
export interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an entry's details say was changed; null: they tell of no before and after. */
export function changesOf(details: Fields): Change[] | null {
  if (!("before" in details) || !("after" in details)) return null;
  return compare("", details.before, details.after);
}

function compare(path: string, before: unknown, after: unknown): Change[] {
  if (!isFields(before) || !isFields(after)) {
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    return isSame ? [] : [{ path, before, after }];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    compare(path ? `${path}.${name}` : name, before[name], after[name]),
  );
}

/** What is left of the details beside what was changed. */
export function otherDetails(details: Fields): Fields {
  if (!changesOf(details)) return details;
  const { before: _before, after: _after, ...rest } = details;
  return rest;
}

/** Members that came and went, where both sides are lists of texts; null: they are not. */
export function listChange({ before, after }: Change): ListChange | null {
  if (!isTexts(before) || !isTexts(after)) return null;
  return {
    added: after.filter((text) => !before.includes(text)),
    removed: before.filter((text) => !after.includes(text)),
  };
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");
