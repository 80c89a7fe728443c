import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { tool } from "./tools.ts";

/** What holds a pod's namespaces, and what pods of tests run. */
export const pauseImage = "telovix.test/pause:1";

/** The image, in the form that `docker save` has and containerd imports. */
export async function pauseArchive(): Promise<Buffer> {
  const layer = await tar({ pause: await readFile(tool("pause")) });
  const diff = createHash("sha256").update(layer).digest("hex");
  const config = {
    architecture: process.arch === "arm64" ? "arm64" : "amd64",
    os: "linux",
    config: { Entrypoint: ["/pause"] },
    rootfs: { type: "layers", diff_ids: [`sha256:${diff}`] },
  };
  const manifest = [{ Config: "config.json", RepoTags: [pauseImage], Layers: ["layer.tar"] }];
  return tar({
    "manifest.json": Buffer.from(JSON.stringify(manifest)),
    "config.json": Buffer.from(JSON.stringify(config)),
    "layer.tar": layer,
  });
}

async function tar(files: Record<string, Buffer>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    archive.entry({ name, mode: 0o755 }, content);
  }
  archive.finalize();
  return buffer(archive);
}
