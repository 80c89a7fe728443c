/** What the state folder holds when a pod starts, and how it compares with the pod's token. */
export interface CredentialState {
  /** Certificate, key, configuration and CA are all there. */
  readonly isEnrolled: boolean;
  /** An earlier start has set credentials aside, and no enrollment has ended since. */
  readonly isSetAside: boolean;
  /** SHA-256 of the token of the last successful enrollment. */
  readonly knownHash: string | null;
  /** SHA-256 of the token that the pod has; null without one. */
  readonly tokenHash: string | null;
}

export type TokenChange = "first_start" | "unchanged" | "no_token" | "set_aside" | "under_way";

/** What follows from the token that a pod starts with. */
export function tokenChange(state: CredentialState): TokenChange {
  if (!state.isEnrolled) return state.isSetAside ? "under_way" : "first_start";
  if (state.tokenHash === null) return "no_token";
  return state.tokenHash === state.knownHash ? "unchanged" : "set_aside";
}

const short = (hash: string | null) => (hash === null ? "none" : `${hash.slice(0, 12)}…`);

/** Each in one line: what was found, and what follows from it. */
export function tokenChangeText(change: TokenChange, state: CredentialState, name = ""): string {
  switch (change) {
    case "first_start":
      return "No identity on this node: this is its first start, and the sensor enrolls with the enrollment token.";
    case "unchanged":
      return `The enrollment token is that of the last enrollment (hash ${short(state.knownHash)}): ${name} keeps its certificate.`;
    case "no_token":
      return `There is no enrollment token to compare with: ${name} keeps its certificate.`;
    case "set_aside":
      return `The hash of the enrollment token (${short(state.tokenHash)}) is not that of the last enrollment (${short(state.knownHash)}): the token was rotated, or the Secret does not hold the current one. The certificate of ${name} is set aside: the sensor enrolls with the new token and its same key, and takes the old certificate back if that fails.`;
    case "under_way":
      return "A certificate is set aside since the enrollment token changed, and no enrollment has ended since: the sensor enrolls with the token and its same key, and takes the old certificate back if that fails.";
  }
}
