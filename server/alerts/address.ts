import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Whether an address is on the public internet. Everything with a meaning of its own is not:
 * loopback, link-local (cloud metadata), RFC 1918, carrier-grade NAT, unique local, multicast.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  // An IPv4 address inside an IPv6 one counts as what it is.
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4) return address.range() === "unicast";
  const bytes = address.toByteArray();
  if (address.range() === "rfc6052") return isPublicAddress(bytes.slice(12).join("."));
  // RFC 4291 §2.5.5.1: the old form of an IPv4 address, which no route leads to.
  const isOldForm = bytes.slice(0, 12).every((byte) => byte === 0);
  return address.range() === "unicast" && !isOldForm;
}
