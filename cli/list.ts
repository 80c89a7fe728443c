import type { Command } from "commander";
import { usage } from "./exit-codes.ts";
import type { Column } from "./output/table.ts";
import type { Session } from "./session.ts";

/** Every list of the API. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  total: number;
}
export type FetchPage<Item> = (page: { limit: number; cursor?: string }) => Promise<Page<Item>>;

export interface ListOptions {
  readonly limit?: string;
  readonly cursor?: string;
  readonly all?: true;
  readonly jsonl?: true;
}

const pageMax = 500;
const limitDefault = 50;

export function addListOptions(command: Command): Command {
  return command
    .option("--limit <n>", `how many, ${limitDefault} unless told`)
    .option("--cursor <cursor>", "go on after the page whose nextCursor this was")
    .option("--all", "all of them, page after page")
    .option("--jsonl", "one JSON object a line");
}

/**
 * Prints a list: a table; with `--json` the Console's answer, or with `--all` one array of all
 * items; with `--jsonl` an item a line, as they come.
 */
export async function printList<Item>(
  session: Session,
  list: { options: ListOptions; fetch: FetchPage<Item>; columns: readonly Column<Item>[] },
): Promise<void> {
  const { options, fetch, columns } = list;
  const wanted = options.all ? Number.POSITIVE_INFINITY : parseLimit(options.limit);
  if (session.json && !options.all && !options.jsonl) {
    if (wanted > pageMax) throw usage(`--json gives one page of at most ${pageMax}.`, "Add --all.");
    return session.value(await fetch({ limit: wanted, ...cursorOf(options) }));
  }
  if (options.jsonl) {
    for await (const { items } of pages(fetch, options, wanted))
      for (const item of items) session.line(JSON.stringify(item));
    return;
  }
  const items: Item[] = [];
  let total = 0;
  for await (const page of pages(fetch, options, wanted)) {
    items.push(...page.items);
    total = page.total;
  }
  if (session.json) return session.value(items);
  if (items.length > 0) session.table(columns, items);
  session.note(closing(items.length, total, options));
}

function closing(shown: number, total: number, options: ListOptions): string {
  const count = total.toLocaleString("en");
  if (total === 0) return "None.";
  if (shown === total || options.cursor) return `${count} in all.`;
  return `${shown.toLocaleString("en")} of ${count}; --all shows the rest.`;
}

export async function* pages<Item>(
  fetch: FetchPage<Item>,
  options: Pick<ListOptions, "cursor">,
  wanted = Number.POSITIVE_INFINITY,
): AsyncGenerator<Page<Item>> {
  let left = wanted;
  let at: { cursor?: string } = cursorOf(options);
  while (left > 0) {
    const page = await fetch({ limit: Math.min(pageMax, left), ...at });
    yield page;
    left -= page.items.length;
    if (page.nextCursor === null) return;
    at = { cursor: page.nextCursor };
  }
}

const cursorOf = ({ cursor }: Pick<ListOptions, "cursor">) => (cursor ? { cursor } : {});

function parseLimit(text: string | undefined): number {
  const limit = Number(text ?? limitDefault);
  if (!Number.isInteger(limit) || limit < 1) throw usage("--limit is a whole number above 0.");
  return limit;
}
