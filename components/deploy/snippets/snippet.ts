import type { DeployPlan } from "../plan.ts";

export interface SnippetFile {
  /** What it is called when it is downloaded. */
  readonly name: string;
  readonly language: "sh" | "yaml" | "hcl" | "json" | "text";
  readonly text: string;
  /** What it is for, when a snippet has several. */
  readonly purpose?: string;
}

/** What a person takes away to deploy sensors, and what to know about it. */
export interface Snippet {
  readonly files: readonly SnippetFile[];
  /** Sentences; text between backticks is code. */
  readonly notes: readonly string[];
}

export type MakeSnippet = (plan: DeployPlan) => Snippet;
