/** Header in which our own server hands the peer's address on; never the client's. */
export const addressHeader = "x-telovix-address";

/** Where a request comes from: an IPv4 address as such, also where it came in over IPv6. */
export function clientAddress(headers: Headers | null | undefined): string | null {
  const address = headers?.get(addressHeader);
  return address ? address.replace(/^::ffff:(?=[\d.]+$)/, "") : null;
}
