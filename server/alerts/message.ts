import type { AlertKind } from "./schema.ts";

/** What is told of an alert, before it takes a receiver's form. */
export interface AlertMessage {
  readonly id: string;
  /** `test` is what the Test button sends. */
  readonly kind: AlertKind | "test";
  readonly at: Date;
  readonly title: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The page of the Console that shows more. */
  readonly url: string;
}
