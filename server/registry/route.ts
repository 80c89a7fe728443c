import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { addressBlock, clientAddress } from "../client-address.ts";
import { sendFile } from "../sensor-routes/send-file.ts";
import { accepts } from "./accept.ts";
import { isRefused } from "./deploy-token.ts";
import { type DownloadSlots, slowestMs } from "./download-slots.ts";
import { RegistryError, sendRegistryError } from "./registry-error.ts";
import type { Manifest, Repository } from "./repository.ts";
import { sendBytes } from "./send-bytes.ts";
import { isDigest, readTarget, type Target } from "./target.ts";

const base = "/v2/";

interface Deps {
  /** By name, such as `telovix/sensor`. */
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly deployToken: string;
  readonly slots: DownloadSlots;
  readonly log: Logger;
}

/**
 * The Console as a container registry, read-only, for anyone: OCI distribution specification 1.1,
 * category "pull" and content discovery.
 */
export function makeRegistryRoute(deps: Deps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url?.split("?")[0] ?? "";
    if (path !== "/v2" && !path.startsWith(base)) return false;
    response.setHeader("docker-distribution-api-version", "registry/2.0");
    await answer(deps, { request, response, path: path.slice(base.length) }).catch(
      (thrown: unknown) => sendRegistryError(response, asRegistryError(deps.log, thrown)),
    );
    return true;
  };
}

function asRegistryError(log: Logger, thrown: unknown): RegistryError {
  if (thrown instanceof RegistryError) return thrown;
  log.error({ err: thrown }, "Registry request failed");
  return new RegistryError("UNKNOWN", "Something went wrong on the Console's side.");
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
}

async function answer(deps: Deps, exchange: Exchange): Promise<void> {
  const { request, response, path } = exchange;
  if (isRefused(request.headers.authorization, deps.deployToken))
    throw new RegistryError("UNAUTHORIZED", "The user name or the deploy token is wrong.");
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new RegistryError("UNSUPPORTED", "This registry is read-only.");
  const target = readTarget(path);
  if (target === null) throw new RegistryError("NAME_INVALID", `There is no ${base}${path}.`);
  if (target.kind === "base") return json(response, {});
  if (target.kind === "catalog")
    return json(response, { repositories: [...deps.repositories.keys()].sort() });
  const repository = deps.repositories.get(target.name);
  if (!repository)
    throw new RegistryError("NAME_UNKNOWN", `There is no ${target.name} on this Console.`);
  if (target.kind === "tags") return sendTags(exchange, target.name, await repository.tags());
  return sendContent(deps, exchange, repository, target);
}

async function sendContent(
  { slots }: Deps,
  exchange: Exchange,
  repository: Repository,
  { kind, name, reference }: Extract<Target, { reference: string }>,
): Promise<void> {
  if (kind === "manifest") {
    const manifest = await suitable(repository, reference, exchange.request.headers.accept);
    if (manifest) return sendManifest(exchange, manifest);
    throw new RegistryError("MANIFEST_UNKNOWN", `${name} has no ${reference}.`);
  }
  if (!isDigest(reference)) throw new RegistryError("DIGEST_INVALID", `${reference} is no digest.`);
  if (kind === "referrers") return json(exchange.response, noReferrers, noReferrers.mediaType);
  const blob = await repository.blob(reference);
  if (!blob) throw new RegistryError("BLOB_UNKNOWN", `${name} has no ${reference}.`);
  exchange.response.setHeader("docker-content-digest", reference);
  if ("bytes" in blob)
    return sendBytes(exchange, { bytes: blob.bytes, contentType: octets, digest: reference });
  return sendBlobFile(slots, exchange, { file: blob.file, digest: reference });
}

const octets = "application/octet-stream";
const indexType = "application/vnd.oci.image.index.v1+json";
const noReferrers = { schemaVersion: 2, mediaType: indexType, manifests: [] };

/** A manifest that the client takes; who does not know indexes gets what Docker's registry gave. */
async function suitable(
  repository: Repository,
  reference: string,
  accept: string | undefined,
): Promise<Manifest | null> {
  const manifest = await repository.manifest(reference);
  if (manifest === null || accepts(accept, manifest.mediaType)) return manifest;
  if (manifest.mediaType !== indexType || isDigest(reference)) return null;
  const { manifests } = JSON.parse(manifest.bytes.toString());
  const amd64 = manifests.find((each: IndexEntry) => each.platform?.architecture === "amd64");
  const below = amd64 ? await repository.manifest(amd64.digest) : null;
  return below && accepts(accept, below.mediaType) ? below : null;
}

interface IndexEntry {
  readonly digest: string;
  readonly platform?: { readonly architecture: string };
}

function sendManifest(exchange: Exchange, manifest: Manifest): void {
  exchange.response.setHeader("docker-content-digest", manifest.digest);
  exchange.response.setHeader("vary", "accept");
  sendBytes(exchange, { ...manifest, contentType: manifest.mediaType });
}

/** Large: takes one of the places, and may not keep it for as long as it likes. */
async function sendBlobFile(
  slots: DownloadSlots,
  { request, response }: Exchange,
  { file, digest }: { file: string; digest: string },
): Promise<void> {
  const artefact = {
    file,
    contentType: octets,
    downloadName: digest.slice(7),
    etag: `"${digest}"`,
  };
  if (request.method === "HEAD") return sendFile(request, response, artefact);
  const leave = await slots.enter(addressBlock(clientAddress(request)), response);
  try {
    await sendFile(request, response, { ...artefact, signal: AbortSignal.timeout(slowestMs) });
  } finally {
    leave();
  }
}

/** Tags in order, `n` of them after `last` where the client asks for a page. */
function sendTags({ request, response }: Exchange, name: string, all: readonly string[]): void {
  const query = new URLSearchParams(request.url?.split("?")[1] ?? "");
  const last = query.get("last");
  const after = last === null ? all : all.filter((tag) => tag > last);
  const count = /^\d{1,4}$/.test(query.get("n") ?? "") ? Number(query.get("n")) : after.length;
  const tags = after.slice(0, count);
  const end = tags.at(-1);
  if (end !== undefined && tags.length < after.length)
    response.setHeader("link", `<${base}${name}/tags/list?n=${count}&last=${end}>; rel="next"`);
  json(response, { name, tags });
}

function json(response: ServerResponse, body: unknown, contentType = "application/json"): void {
  response.writeHead(200, { "content-type": contentType, "cache-control": "no-cache" });
  response.end(JSON.stringify(body));
}
