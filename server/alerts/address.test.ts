import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./address.ts";

const inside = [
  ["loopback", "127.0.0.1", "127.255.255.254", "::1"],
  ["cloud metadata", "169.254.169.254", "fd00:ec2::254"],
  ["link-local", "169.254.0.1", "fe80::1", "fe80::1%eth0"],
  ["RFC 1918", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  ["carrier-grade NAT", "100.64.0.1", "100.127.255.255"],
  ["unique local", "fc00::1", "fdff::1"],
  ["multicast", "224.0.0.1", "239.255.255.255", "ff02::1"],
  ["unspecified and broadcast", "0.0.0.0", "0.1.2.3", "::", "255.255.255.255"],
  ["reserved", "192.0.2.1", "198.18.0.1", "240.0.0.1", "2001:db8::1"],
  ["IPv4 inside IPv6", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::10.0.0.1", "64:ff9b::a00:1"],
  ["tunnels", "2002:7f00:1::", "2001::1"],
  ["no address", "", "localhost", "1.2.3", "1.2.3.4.5"],
];

describe("an address inside", () => {
  it.each(inside)("%s", (_name, ...addresses) => {
    for (const address of addresses)
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });
});

describe("an address outside", () => {
  it.each([
    "8.8.8.8",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
  ])("%s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
