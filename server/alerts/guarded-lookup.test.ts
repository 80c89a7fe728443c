import type { LookupAddress, lookup } from "node:dns";
import { expect, it } from "vitest";
import { guardedLookup } from "./guarded-lookup.ts";

const failing = new Error("getaddrinfo ENOTFOUND");

/** What `net` gets for a name with these addresses. */
function look(addresses: string[] | Error, allowPrivate: boolean, options = { all: true }) {
  const resolve = (_host: string, _options: object, done: (...args: unknown[]) => void) => {
    if (addresses instanceof Error) return done(addresses);
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return new Promise<{ error: string | undefined; found: string | LookupAddress[] }>((answer) => {
    const guarded = guardedLookup(allowPrivate, resolve as unknown as typeof lookup);
    guarded("hooks.test", options, (error, found) => answer({ error: error?.message, found }));
  });
}

it("answers only with the public ones of a name's addresses", async () => {
  const { found } = await look(["127.0.0.1", "8.8.8.8", "::1", "2606:4700::1"], false);
  expect(found).toEqual([
    { address: "8.8.8.8", family: 4 },
    { address: "2606:4700::1", family: 6 },
  ]);
});

it("fails where none is left", async () => {
  expect(await look(["10.0.0.1", "169.254.169.254"], false)).toMatchObject({
    error: expect.stringMatching(/^hooks.test is a private address/),
    found: [],
  });
});

it("answers with all of them where private ones are allowed", async () => {
  expect((await look(["10.0.0.1", "8.8.8.8"], true)).found).toHaveLength(2);
});

it("answers with one where one is asked for", async () => {
  expect((await look(["10.0.0.1", "8.8.8.8"], false, { all: false })).found).toBe("8.8.8.8");
});

it("says that the name is not known", async () => {
  expect((await look(failing, false)).error).toBe(failing.message);
});
