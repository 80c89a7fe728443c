import type { ServerResponse } from "node:http";
import { RegistryError } from "./registry-error.ts";

/**
 * How many layers leave this console at once. A cluster that rolls out asks from hundreds of nodes
 * at the same moment, often behind one address: they wait their turn.
 */
export const downloadLimits = { active: 128, perAddress: 64, waiting: 1024 };

/** The longest that one layer may take: 42 MB at 64 kB/s. Who reads slower does not hold a place. */
export const slowestMs = 11 * 60_000;

export interface DownloadSlots {
  /**
   * Waits for a place; the answer gives it back. @throws {RegistryError} `TOOMANYREQUESTS` when too
   * many wait already, or the client has gone away meanwhile
   */
  enter(address: string, response: ServerResponse): Promise<() => void>;
}

interface Waiting {
  readonly address: string;
  readonly go: () => void;
}

export function makeDownloadSlots(limits = downloadLimits): DownloadSlots {
  const active = new Map<string, number>();
  const waiting: Waiting[] = [];
  let total = 0;

  const isFree = (address: string) =>
    total < limits.active && (active.get(address) ?? 0) < limits.perAddress;

  function occupy(address: string, by: number): void {
    total += by;
    const now = (active.get(address) ?? 0) + by;
    if (now > 0) active.set(address, now);
    else active.delete(address);
  }

  /** The first in line whose address still may; one busy address holds up nobody else. */
  function next(): void {
    const index = waiting.findIndex(({ address }) => isFree(address));
    const [chosen] = index < 0 ? [] : waiting.splice(index, 1);
    chosen?.go();
  }

  return {
    async enter(address, response) {
      if (!isFree(address)) await turn(address, response);
      else occupy(address, 1);
      return () => {
        occupy(address, -1);
        next();
      };
    },
  };

  function turn(address: string, response: ServerResponse): Promise<void> {
    if (waiting.length >= limits.waiting)
      throw new RegistryError("TOOMANYREQUESTS", "Too many downloads wait already. Try again.");
    return new Promise((resolve, reject) => {
      const gone = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(new RegistryError("TOOMANYREQUESTS", "The client has gone away."));
      };
      const entry = {
        address,
        go: () => {
          response.off("close", gone);
          occupy(address, 1);
          resolve();
        },
      };
      response.once("close", gone);
      waiting.push(entry);
    });
  }
}
