import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDownloadSlots } from "./download-slots.ts";
import { openImageLayout } from "./image-layout.ts";
import { makeRegistryRoute } from "./route.ts";

const indexType = "application/vnd.oci.image.index.v1+json";
const manifestType = "application/vnd.oci.image.manifest.v1+json";

let root = "";
let server: Server;
let url = "";
const layer = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));
let digests: { layer: string; manifest: string; index: string; earlier: string };

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "telovix-registry-"));
  digests = writeLayout(root);
  const route = makeRegistryRoute({
    repositories: new Map([["telovix/sensor", openImageLayout({ root })]]),
    deployToken: "right",
    slots: makeDownloadSlots(),
    log: pino({ level: "silent" }),
  });
  server = createServer((request, response) => void route(request, response)).listen(0);
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/telovix/sensor`;
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true, force: true });
});

/** A layout with an index of one amd64 image, and an earlier image beside it. */
function writeLayout(root: string) {
  const blobs = join(root, "build/image/blobs/sha256");
  mkdirSync(blobs, { recursive: true });
  const keep = (content: Buffer | object): string => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const sum = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(join(blobs, sum), bytes);
    return `sha256:${sum}`;
  };
  const image = (name: string) => keep({ mediaType: manifestType, layers: [], name });
  const manifest = image("now");
  const platform = { architecture: "amd64", os: "linux" };
  const made = {
    layer: keep(layer),
    manifest,
    index: keep({ mediaType: indexType, manifests: [{ digest: manifest, platform }] }),
    earlier: image("before"),
  };
  const named = (digest: string, version: string) => ({
    digest,
    annotations: { "org.opencontainers.image.ref.name": version },
  });
  const manifests = [named(made.index, "1.1.0"), named(made.earlier, "1.0.0")];
  writeFileSync(join(root, "build/image/index.json"), JSON.stringify({ manifests }));
  return made;
}

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${url}${path}`, { method, headers });

describe("a manifest", () => {
  it.each(["latest", "1.1.0"])("is found by the tag %s", async (tag) => {
    const answer = await get(`/manifests/${tag}`);
    expect(answer.headers.get("content-type")).toBe(indexType);
    expect(answer.headers.get("docker-content-digest")).toBe(digests.index);
    const sum = createHash("sha256")
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest("hex");
    expect(`sha256:${sum}`).toBe(digests.index);
  });

  it("of an earlier image is found by tag and digest", async () => {
    for (const reference of ["1.0.0", digests.earlier]) {
      const { headers } = await get(`/manifests/${reference}`);
      expect(headers.get("docker-content-digest")).toBe(digests.earlier);
    }
  });

  it("is told of by HEAD, without itself", async () => {
    const answer = await get(`/manifests/${digests.index}`, {}, "HEAD");
    expect(Number(answer.headers.get("content-length"))).toBeGreaterThan(0);
    expect(await answer.text()).toBe("");
  });

  it("is the one for amd64 for a client that knows no index", async () => {
    const answer = await get("/manifests/latest", { accept: manifestType });
    expect(answer.headers.get("docker-content-digest")).toBe(digests.manifest);
    expect(answer.headers.get("content-type")).toBe(manifestType);
  });

  it("is not sent again to who has it", async () => {
    const etag = (await get("/manifests/latest")).headers.get("etag") ?? "";
    expect((await get("/manifests/latest", { "if-none-match": etag })).status).toBe(304);
  });
});

describe("a blob", () => {
  it("is sent whole, or a range of it", async () => {
    const whole = await get(`/blobs/${digests.layer}`);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(layer);
    expect(whole.headers.get("docker-content-digest")).toBe(digests.layer);
    const rest = await get(`/blobs/${digests.layer}`, { range: "bytes=4000-" });
    expect(rest.status).toBe(206);
    expect(rest.headers.get("content-range")).toBe("bytes 4000-4999/5000");
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(layer.subarray(4000));
  });

  it("goes on where it broke off only if it is still the same", async () => {
    const range = { range: "bytes=4000-" };
    const same = { ...range, "if-range": `"${digests.layer}"` };
    expect((await get(`/blobs/${digests.layer}`, same)).status).toBe(206);
    const other = { ...range, "if-range": '"other"' };
    expect((await get(`/blobs/${digests.layer}`, other)).status).toBe(200);
  });
});

describe("refusals", () => {
  const absent = `sha256:${"0".repeat(64)}`;
  it.each([
    ["GET", "/manifests/2.0.0", 404, "MANIFEST_UNKNOWN"],
    ["GET", `/manifests/${absent}`, 404, "MANIFEST_UNKNOWN"],
    ["GET", `/blobs/${absent}`, 404, "BLOB_UNKNOWN"],
    ["GET", "/blobs/sha512:00", 404, "BLOB_UNKNOWN"],
    ["GET", "/blobs/..%2F..%2Findex.json", 400, "NAME_INVALID"],
    ["GET", "/blobs/index.json", 400, "DIGEST_INVALID"],
    ["GET", "/other/tags/list", 404, "NAME_UNKNOWN"],
    ["GET", "/nothing", 400, "NAME_INVALID"],
    ["POST", "/blobs/uploads/", 405, "UNSUPPORTED"],
    ["PUT", "/manifests/latest", 405, "UNSUPPORTED"],
    ["DELETE", "/manifests/latest", 405, "UNSUPPORTED"],
  ])("%s %s: %i %s", async (method, path, status, code) => {
    const answer = await get(path, {}, method);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ errors: [{ code, message: expect.any(String) }] });
  });

  it("of a layer that is asked for as a manifest", async () => {
    expect((await get(`/manifests/${digests.layer}`)).status).toBe(404);
  });

  it("of a wrong credential, telling how to do better", async () => {
    const basic = (password: string) => ({ authorization: `Basic ${btoa(`telovix:${password}`)}` });
    const answer = await get("/tags/list", basic("wrong"));
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Basic realm="telovix"');
    expect((await get("/tags/list", basic("right"))).status).toBe(200);
  });
});

describe("lists", () => {
  it("gives all tags in order, or a page of them", async () => {
    expect(await (await get("/tags/list")).json()).toEqual({
      name: "telovix/sensor",
      tags: ["1.0.0", "1.1.0", "latest"],
    });
    const page = await get("/tags/list?n=2");
    expect((await page.json()).tags).toEqual(["1.0.0", "1.1.0"]);
    const link = /<(.+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1] ?? "";
    const next = await fetch(new URL(link, url));
    expect((await next.json()).tags).toEqual(["latest"]);
    expect(next.headers.get("link")).toBeNull();
  });

  it("knows no referrers, of whatever digest", async () => {
    const answer = await get(`/referrers/${digests.index}`);
    expect(answer.headers.get("content-type")).toBe(indexType);
    expect((await answer.json()).manifests).toEqual([]);
  });
});

it("says that an image is still to be built", async () => {
  const none = openImageLayout({ root: join(root, "elsewhere") });
  await expect(none.tags()).rejects.toMatchObject({ code: "UNAVAILABLE" });
});
