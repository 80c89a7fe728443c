import type { SnippetFile } from "../snippets/snippet.ts";

/** One step on the way to an installed chart, with what to take away for it. */
export interface Part {
  readonly title: string;
  /** Sentences above the files; text between backticks is code. */
  readonly text?: string;
  readonly files: readonly SnippetFile[];
  /** Sentences below them. */
  readonly notes: readonly string[];
}
