import { hkdfSync, timingSafeEqual } from "node:crypto";

/** The user name that goes with the deploy token. */
export const deployUser = "telovix";

/**
 * The read-only password for the registry, which the chart's pull Secret holds. It follows from the
 * installation's secret, so that each of its consoles knows it and none has to store it.
 */
export function deployToken(secret: string): string {
  const key = hkdfSync("sha256", secret, "telovix", "registry deploy token", 24);
  return `tlx-pull-${Buffer.from(key).toString("base64url")}`;
}

/**
 * Whether an `Authorization` header is of nobody who may pull. Anyone may without one; but who shows
 * a credential means it, and has to hear that it is wrong.
 */
export function isRefused(authorization: string | undefined, token: string): boolean {
  if (authorization === undefined) return false;
  const [scheme = "", encoded = ""] = authorization.split(" ");
  const given = Buffer.from(encoded, "base64");
  const right = Buffer.from(`${deployUser}:${token}`);
  const isSame = given.length === right.length && timingSafeEqual(given, right);
  return !(scheme.toLowerCase() === "basic" && isSame);
}
