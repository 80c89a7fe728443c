import { hashOf, type Identity, type IdentityStore } from "./store.ts";

/** For `--state mem:`; nothing is set aside where nothing outlives the process. */
export function memoryStore(): IdentityStore {
  let identity: Identity | null = null;
  let known: string | null = null;
  let pending = "";
  return {
    read: () => identity,
    pendingKey(make) {
      pending ||= make();
      return pending;
    },
    write(next, token) {
      identity = next;
      known = hashOf(token);
    },
    replaceCertificate(certificate) {
      if (identity) identity = { ...identity, certificate };
    },
    tokenHash: () => known,
    setAside: () => undefined,
    aside: () => null,
    restore: () => identity,
    clear() {
      identity = null;
      pending = "";
    },
  };
}
