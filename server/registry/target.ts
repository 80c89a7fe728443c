/** What a path below /v2/ is about. */
export type Target =
  | { readonly kind: "base" }
  | { readonly kind: "catalog" }
  | { readonly kind: "tags"; readonly name: string }
  | {
      readonly kind: "manifest" | "blob" | "referrers";
      readonly name: string;
      /** A tag or a digest; of a blob and of referrers always a digest. */
      readonly reference: string;
    };

const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const name = `(?<name>${part}(?:/${part})*)`;
const routes = [
  { kind: "tags", pattern: new RegExp(`^${name}/tags/list$`) },
  { kind: "manifest", pattern: new RegExp(`^${name}/manifests/(?<reference>[^/]+)$`) },
  { kind: "blob", pattern: new RegExp(`^${name}/blobs/(?<reference>[^/]+)$`) },
  { kind: "referrers", pattern: new RegExp(`^${name}/referrers/(?<reference>[^/]+)$`) },
] as const;

/** Reads a path below `/v2/` as the OCI distribution specification names them. Null: none of them. */
export function readTarget(encoded: string): Target | null {
  const path = decoded(encoded);
  if (path === "") return { kind: "base" };
  if (path === "_catalog") return { kind: "catalog" };
  for (const { kind, pattern } of routes) {
    const groups = path === null ? undefined : pattern.exec(path)?.groups;
    if (!groups) continue;
    const { name = "", reference = "" } = groups;
    return kind === "tags" ? { kind, name } : { kind, name, reference };
  }
  return null;
}

/** Some clients write the colon of a digest as %3A. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

const digest = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+$/;

/** Whether it has the form of a digest, of whatever algorithm; all of ours are SHA-256. */
export const isDigest = (reference: string): boolean => digest.test(reference);
export const isSha256 = (reference: string): boolean => /^sha256:[0-9a-f]{64}$/.test(reference);
