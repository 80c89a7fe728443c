import { memoryStore } from "./memory-store.ts";
import { diskStore, type IdentityStore } from "./store.ts";

/** The store that `--state` and `--config` name. */
export function openStore(options: { state: string; config: string }): IdentityStore {
  return options.state === "mem:" ? memoryStore() : diskStore(options.state, options.config);
}
