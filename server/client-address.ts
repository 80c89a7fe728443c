import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

/** Where a request comes from, as it is shown: IPv4 also where the listener sees `::ffff:192.0.2.1`. */
export function clientAddress(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? "";
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : "unknown";
}

/** What one client has at its disposal: its IPv4 address, or the /64 that its IPv6 address lies in. */
export function addressBlock(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString();
}
