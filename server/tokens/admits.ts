import { matchesPattern } from "./name-pattern.ts";
import { isWithin } from "./network.ts";

/** What a token asks of who enrolls with it. */
export interface TokenLimits {
  /** `*` and `?` stand for any run and any one character; null: any name. */
  readonly namePattern: string | null;
  /** As `parseNetwork` gives them; empty: from anywhere. */
  readonly allowedCidrs: readonly string[];
}

export interface AdmissionRefusal {
  readonly code: "NameNotAllowed" | "AddressNotAllowed";
  readonly detail: string;
}

/**
 * Why a token does not admit this name from this address; null: it does. The networks are not told
 * to who comes from elsewhere; the pattern is, because a wrong name is usually a typing mistake.
 */
export function admissionRefusal(
  token: TokenLimits,
  asked: { readonly name: string; readonly address: string },
): AdmissionRefusal | null {
  if (token.allowedCidrs.length > 0 && !isWithin(token.allowedCidrs, asked.address)) {
    const detail = `The token does not admit ${asked.address || "an unknown address"}.`;
    return { code: "AddressNotAllowed", detail };
  }
  if (token.namePattern !== null && !matchesPattern(token.namePattern, asked.name)) {
    const detail = `The token admits names like ${token.namePattern}; this one is ${asked.name}.`;
    return { code: "NameNotAllowed", detail };
  }
  return null;
}
