import type { SensorEventView } from "../../server/activity/schema.ts";
import { reasonLooks } from "../departed/departure.ts";

/** "token_created" reads "Token created": every action is noun and verb. */
export function actionWords(action: string): string {
  const words = action.replaceAll("_", " ").replace(/^api key/, "API key");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "clean_exit" as the Departed view says it, within a sentence. */
export function reasonWord(reason: string): string {
  return reason in reasonLooks
    ? reasonLooks[reason as keyof typeof reasonLooks].word.toLowerCase()
    : reason.replaceAll("_", " ");
}

/** What happened to a sensor, after its name. */
export function eventWords({ kind, reason }: Pick<SensorEventView, "kind" | "reason">): string {
  switch (kind) {
    case "enrolled":
      return "enrolled";
    case "revived":
      return "came back";
    case "terminating":
      return "will be ended by its cloud";
    case "departed":
      return reason === null ? "left" : `left: ${reasonWord(reason)}`;
  }
}

export const count = (value: number): string => value.toLocaleString("en-US");
