import { names, RemoveAfterSeconds } from "../../sensor-agent/src/protocol.ts";
import { CreateTokens } from "../../server/tokens/schema.ts";
import { kindTraits, kindWords } from "./kinds.ts";
import {
  DeployPlan,
  type HostKind,
  NameSuffix,
  type Naming,
  type NamingKind,
  SensorName,
} from "./plan.ts";

/** What the address says; null and undefined: the default of the place. */
export interface ChoiceView {
  readonly role: string | null;
  readonly flavor: DeployPlan["flavor"];
  readonly tag: readonly string[];
  readonly naming: NamingKind | null;
  readonly suffix: string | null;
  readonly name: string | null;
  readonly ephemeral: boolean | null;
  readonly removeAfter: number | null;
  readonly uses: string | null;
  readonly ttl: number | null;
}

/** Every option, as typed: not yet known to be right. */
export interface Choice {
  readonly kind: HostKind;
  readonly role: string;
  readonly flavor: DeployPlan["flavor"];
  readonly tags: string[];
  readonly naming: NamingKind;
  readonly suffix: string;
  readonly name: string;
  readonly ephemeral: boolean;
  /** Null: the Console's setting. */
  readonly removeAfterSeconds: number | null;
  readonly uses: string;
  readonly ttlSeconds: number | null;
}

/** What the address says, filled up with what suits the place. */
export function choiceOf(kind: HostKind, view: ChoiceView): Choice {
  const { namings, ...traits } = kindTraits[kind];
  const naming = namings.find((each) => each === view.naming) ?? namings[0];
  return {
    kind,
    role: view.role ?? "generic_linux",
    flavor: view.flavor,
    tags: [...view.tag],
    naming,
    suffix: view.suffix ?? "-worker",
    name: view.name ?? "",
    ephemeral: traits.ephemeral === "always" || (view.ephemeral ?? traits.ephemeral),
    removeAfterSeconds: view.removeAfter,
    uses: view.uses ?? String(traits.uses),
    ttlSeconds: view.ttl ?? traits.ttlSeconds,
  };
}

export type Problems = Partial<
  Record<"role" | "suffix" | "name" | "removeAfterSeconds" | "uses" | "ttlSeconds", string>
>;

/** What is wrong with a choice, by field, each as a sentence for a person. */
export function problemsOf(choice: Choice): Problems {
  const { naming, removeAfterSeconds: removeAfter, ttlSeconds: ttl } = choice;
  const problems: Problems = {};
  if (!names.role.test(choice.role))
    problems.role = "Lower case letters, digits and underscore, starting with a letter.";
  if (naming === "instance_suffix" && !NameSuffix.safeParse(choice.suffix).success)
    problems.suffix = "1–32 letters, digits, dot, dash or underscore.";
  if (naming === "fixed" && !SensorName.safeParse(choice.name).success)
    problems.name =
      "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit.";
  if (
    choice.ephemeral &&
    removeAfter !== null &&
    !RemoveAfterSeconds.safeParse(removeAfter).success
  )
    problems.removeAfterSeconds = "60 seconds to 30 days.";
  if (!/^[1-9]\d{0,6}$/.test(choice.uses) || Number(choice.uses) > 1_000_000)
    problems.uses = "A number from 1 to 1,000,000.";
  if (ttl !== null && (ttl < 60 || ttl > 315_360_000))
    problems.ttlSeconds = "1 minute to 10 years.";
  return problems;
}

/** The token that a choice asks for: one sensor gets a one-time token, more a batch. */
export function tokenInput(choice: Choice): CreateTokens {
  const { ephemeral, removeAfterSeconds, ttlSeconds } = choice;
  const uses = Number(choice.uses);
  return CreateTokens.parse({
    ...(uses === 1 ? { type: "one_time" } : { type: "batch", maxUses: uses }),
    role: choice.role,
    tags: choice.tags,
    ephemeral,
    ...(ephemeral && removeAfterSeconds !== null && { removeAfterSeconds }),
    ...(ttlSeconds !== null && { ttlSeconds }),
    description: `Deploy Sensor: ${kindWords[choice.kind].title}`,
  });
}

function namingOf({ naming, suffix, name }: Choice): Naming {
  if (naming === "instance_suffix") return { by: naming, suffix };
  if (naming === "fixed") return { by: naming, name };
  return { by: naming };
}

export interface ConsoleFacts {
  readonly publicUrl: string;
  readonly caCertificate: string;
  readonly install: { readonly installUrl: string; readonly pin: string | null };
}

/** @throws {ZodError} on what no snippet may hold, whatever let it through before */
export function planOf(choice: Choice, console: ConsoleFacts, token: string): DeployPlan {
  return DeployPlan.parse({
    consoleUrl: console.publicUrl,
    ...console.install,
    caPem: console.caCertificate,
    token,
    role: choice.role,
    flavor: choice.flavor,
    tags: choice.tags,
    naming: namingOf(choice),
    ephemeral: choice.ephemeral,
    removeAfterSeconds: choice.ephemeral ? choice.removeAfterSeconds : null,
  });
}
