import { Agent } from "node:https";
import { BlockList, isIP, isIPv6 } from "node:net";
import { proxyEnvironment } from "../config.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to the Console, with keys in lower case. HTTP_PROXY counts as well: the Console
 * is the only thing that a sensor asks, so whoever sets it means this. Null: there is none.
 */
export function proxyFor(target: URL, environment: Environment): URL | null {
  const { https_proxy, all_proxy, http_proxy, no_proxy = "" } = environment;
  const given = https_proxy || all_proxy || http_proxy;
  if (!given || isExempt(target, no_proxy)) return null;
  const url = parse(given.includes("://") ? given : `http://${given}`);
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

/** By name, `.suffix`, address, network in CIDR notation or `*`, each with a port or without. */
function isExempt({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const portText = port || (protocol === "https:" || protocol === "wss:" ? "443" : "80");
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => matches(entry, host, portText));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  // Bare, its last group is no port.
  if (isIPv6(entry)) return isIPv6(host) && isWithin(host, `${entry}/128`);
  const [, bracketed, plain, wantedPort] =
    /^(?:\[([^\]]+)\]|([^:]+|[^:]*:[^:]*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  if (wantedPort && wantedPort !== port) return false;
  const name = bracketed ?? plain ?? entry;
  if (isIP(host)) return name.includes("/") ? isWithin(host, name) : name === host;
  const suffix = name.replace(/^\*?\./, "");
  return host === suffix || host.endsWith(`.${suffix}`);
}

function isWithin(address: string, network: string): boolean {
  const [base = "", bits] = network.split("/");
  const familyOf = (text: string) => (isIPv6(text) ? "ipv6" : "ipv4");
  const prefix = Number(bits);
  if (!isIP(base) || !bits || !(prefix >= 0 && prefix <= (isIPv6(base) ? 128 : 32))) return false;
  const list = new BlockList();
  list.addSubnet(base, prefix, familyOf(base));
  return list.check(address, familyOf(address));
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** How long a proxy may take to reach the Console. */
const tunnelWithinMs = 10_000;

/**
 * For one request to the Console: an agent that has the proxy open a tunnel (CONNECT), inside which TLS
 * goes to the Console itself; false without a proxy.
 */
export function tunnelTo(url: URL, environment = proxyEnvironment): Agent | false {
  const proxy = proxyFor(url, environment);
  if (!proxy) return false;
  // The type of an environment asks for NODE_ENV.
  const proxyEnv = { HTTPS_PROXY: proxy.href, NODE_ENV: "production" } as const;
  return new Agent({ proxyEnv, timeout: tunnelWithinMs });
}
