import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { addressBlock, clientAddress } from "./client-address.ts";

const from = (remoteAddress: string | undefined) =>
  clientAddress({ socket: { remoteAddress } } as IncomingMessage);

it.each([
  ["192.0.2.1", "192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
  ["fe80::1%eth0", "fe80::1%eth0", "fe80::"],
  ["::1", "::1", "::"],
  [undefined, "unknown", "unknown"],
])("%s is shown as %s and counted as %s", (remote, shown, block) => {
  expect(from(remote)).toBe(shown);
  expect(addressBlock(from(remote))).toBe(block);
});
