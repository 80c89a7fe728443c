import type { Logger } from "pino";
import type { Listener } from "../db/listen.ts";
import type { Notice } from "../db/notify.ts";
import { type DeliverDeps, deliverDue, deliveriesAtOnce } from "./deliver.ts";
import { outgoingTrust } from "./send.ts";

/** How often due retries are looked for; new alerts are heard of at once. */
const everyMs = 5_000;
/** What is under way when the Console stops may end within this; then it is cut off. */
const graceMs = 3_000;

/** Delivers what alerts queued. Every console does it; none takes what another holds. */
export function makeDeliveries(
  deps: Omit<DeliverDeps, "sending"> & { listener: Listener; log: Logger },
) {
  const { clock, listener, log } = deps;
  const stopping = new AbortController();
  const cutOff = new AbortController();
  let nap = new AbortController();
  let working: Promise<void> = Promise.resolve();

  async function work(): Promise<void> {
    const sending = { trust: outgoingTrust(), signal: cutOff.signal };
    while (!stopping.signal.aborted) {
      nap = new AbortController();
      const taken = await deliverDue({ ...deps, sending }).catch((error) => {
        log.error({ err: error }, "Webhooks wait for the database");
        return 0;
      });
      if (taken < deliveriesAtOnce) {
        await clock.sleep(everyMs, AbortSignal.any([stopping.signal, nap.signal]));
      }
    }
  }

  const hear = (notice: Notice) => {
    if (notice.topic === "alerts") nap.abort();
  };
  return {
    async start() {
      listener.on("notice", hear);
      working = work();
    },
    async stop() {
      listener.off("notice", hear);
      stopping.abort();
      const done = new AbortController();
      void working.then(() => done.abort());
      await clock.sleep(graceMs, done.signal);
      cutOff.abort();
      await working;
    },
  };
}
