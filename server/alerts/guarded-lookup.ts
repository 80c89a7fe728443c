import type { LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./address.ts";
import { privateRefusal } from "./webhook-url.ts";

/**
 * Resolves a name to the addresses that may be connected to. `net` connects to what this answers and
 * asks no second time, so a name that changes its mind cannot lead inside.
 */
export function guardedLookup(allowPrivate: boolean, resolve: typeof lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, [], 0);
      const allowed = found.filter(({ address }) => allowPrivate || isPublicAddress(address));
      const [first] = allowed;
      if (!first) return done(new Error(privateRefusal(host)), [], 0);
      if (options.all) return done(null, allowed);
      done(null, first.address, first.family);
    });
  };
}
