import { z } from "zod";
import { parseToken, type TokenIdentity } from "../tokens/token.ts";

/** What a refused enrollment told about itself, as far as it did; none of it is proven. */
export interface Hints {
  readonly token: TokenIdentity | null;
  readonly name: string | null;
  readonly hostname: string | null;
  readonly kernel: string | null;
  readonly machineId: string | null;
}

const hint = (max: number) => z.string().max(max).transform(readable).nullable().catch(null);

const Body = z.object({
  token: z.string().max(256).catch(""),
  name: hint(128),
  hostname: hint(253),
  machineId: hint(128),
  facts: z.object({ kernel: hint(128) }).catch({ kernel: null }),
});

/** What little of any body is worth keeping, if it has it at all. */
export function readHints(body: unknown): Hints {
  const { data } = Body.safeParse(body);
  return {
    token: parseToken(data?.token ?? ""),
    name: data?.name ?? null,
    hostname: data?.hostname ?? null,
    kernel: data?.facts.kernel ?? null,
    machineId: data?.machineId ?? null,
  };
}

/** What a stranger sent, as plain text that any page or terminal can show. */
export function readable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}
