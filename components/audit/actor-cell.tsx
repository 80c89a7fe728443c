import { Bot, Cpu, KeyRound, type LucideIcon, Ticket, UserRound } from "lucide-react";
import type { actorKinds } from "../../server/audit/schema.ts";

type Kind = (typeof actorKinds)[number];

const looks: Record<Kind, { icon: LucideIcon; word: string }> = {
  user: { icon: UserRound, word: "User" },
  "api-key": { icon: KeyRound, word: "API key" },
  sensor: { icon: Cpu, word: "Sensor" },
  token: { icon: Ticket, word: "Enrollment token" },
  system: { icon: Bot, word: "System" },
};

export const kindWord = (kind: string): string => lookOf(kind).word;
const lookOf = (kind: string) => (kind in looks ? looks[kind as Kind] : looks.system);

interface ActorProps {
  /** `user:<id>` */
  actor: string;
  name: string;
}

/** Who did it, and whether that is a person or a machine. */
export function ActorCell({ actor, name }: ActorProps) {
  const { icon: Icon, word } = lookOf(actor.split(":")[0] ?? "");
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={`${word}: ${name}`}>
      <Icon aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
      <span className="sr-only">{word}</span>
      <span className="truncate">{name}</span>
    </span>
  );
}
