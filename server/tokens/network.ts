import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * A network as it is stored and shown: `10.0.0.0/8`, `2001:db8::/32`. A bare address is a network of
 * one; bits behind the prefix are dropped; null: not an IPv4 or IPv6 network.
 */
export function parseNetwork(text: string): string | null {
  const [start = "", length, ...rest] = text.trim().split("/");
  const address = parseAddress(start, { withZone: false });
  if (!address || rest.length > 0) return null;
  const bits = address.kind() === "ipv4" ? 32 : 128;
  // `::ffff:10.0.0.0/104` means 10.0.0.0/8; a shorter prefix than 96 holds more than IPv4.
  const isMapped = bits === 32 && start.includes(":");
  const prefix = prefixLength(length, isMapped ? 128 : bits);
  if (prefix === null) return null;
  const own = isMapped ? prefix - 96 : prefix;
  if (own < 0) return null;
  const kind = bits === 32 ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address.toString()}/${own}`).toString()}/${own}`;
}

/** Whether one of the networks, each as `parseNetwork` gave it, holds the address. */
export function isWithin(networks: readonly string[], address: string): boolean {
  const parsed = parseAddress(address, { withZone: true });
  return parsed !== null && networks.some((network) => holds(network, parsed));
}

function holds(network: string, address: Address): boolean {
  const [start, prefix] = ipaddr.parseCIDR(network);
  return start.kind() === address.kind() && address.match(start, prefix);
}

/** Four decimals or IPv6, no octal and no short forms; IPv4-mapped IPv6 is the IPv4 that it maps. */
function parseAddress(text: string, { withZone }: { withZone: boolean }): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  const [bare = "", zone] = text.split("%");
  if (!bare.includes(":") || !ipaddr.IPv6.isValid(bare)) return null;
  if (zone !== undefined && !withZone) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function prefixLength(text: string | undefined, max: number): number | null {
  if (text === undefined) return max;
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= max ? Number(text) : null;
}
