import type { PreflightReport } from "../../sensor-agent/src/protocol.ts";
import type { FixAction } from "./schema.ts";

/** Why attempts failed, in words for who has to act. */
export interface Cause {
  /** One short sentence without a full stop. */
  readonly title: string;
  /** What to do about it. */
  readonly fix: string;
  readonly action: FixAction | null;
  /** To run on the host; ours to the letter, never made of what a host sent. */
  readonly command: string | null;
}

/** What is known of a group of attempts: its newest one, and how its token and the license stand. */
export interface CauseFacts {
  readonly now: Date;
  readonly detail: string;
  readonly name: string | null;
  readonly address: string;
  readonly kernel: string | null;
  readonly token: TokenFacts | null;
  readonly seats: { readonly taken: number; readonly limit: number };
  readonly sensorPort: number;
}

export interface TokenFacts {
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly uses: number;
  readonly maxUses: number | null;
  readonly clusterName: string | null;
  readonly clusterUid: string | null;
  readonly namePattern: string | null;
  readonly allowedCidrs: readonly string[];
}

export type PreflightCode = PreflightReport["failed"][number]["code"];
export type CauseRule<Code extends string> = Record<Code, (facts: CauseFacts) => Partial<Cause>>;
