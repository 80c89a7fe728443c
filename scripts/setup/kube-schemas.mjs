import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, SetupError } from "./step.mjs";

const folder = join(import.meta.dirname, "..", "..", ".cache", "kube");
const kept = join(folder, "schemas");
const help = "Check the network and that Python has pip (python3-pip in Debian).";

/** Wheels of JSON schemas of every release; the newest no longer has 1.24. */
const wheels = [
  {
    release: "1.37.0",
    sha256: "85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9",
    takes: /^v1\.\d+\.0-local-strict$/,
  },
  {
    release: "1.31.0",
    sha256: "6ff0493132eaaeeec43b90abf97aebb2afe21741da785bc03b983688179c935d",
    takes: /^v1\.24\.0-local-strict$/,
  },
];

/** Kubernetes 1.24 to 1.37, as `kubeconform -strict -schema-location .cache/kube/schemas` wants them. */
export const kubeSchemas = {
  name: "kube-schemas",
  title: "fetching the schemas of Kubernetes 1.24 to 1.37",
  inputs: ["scripts/setup/kube-schemas.mjs"],
  outputs: ["v1.24.0-standalone-strict", "v1.37.0-standalone-strict"].map(
    (name) => `.cache/kube/schemas/${name}`,
  ),
  optional: "The chart cannot be tested until then.",
  async run() {
    rmSync(kept, { recursive: true, force: true });
    for (const wheel of wheels) await takeSchemas(wheel);
  },
};

async function takeSchemas({ release, sha256, takes }) {
  const unpacked = join(folder, `wheel-${release}`);
  const file = join(unpacked, `kubernetes_validate-${release}-py3-none-any.whl`);
  mkdirSync(unpacked, { recursive: true });
  const python = (...args) =>
    command(`kube-schemas-${release}`, ["python3", "-m", ...args], { help });
  const options = ["--no-deps", "--only-binary=:all:", "--dest", unpacked];
  await python("pip", "download", ...options, `kubernetes-validate==${release}`);
  const found = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (found !== sha256) throw new SetupError(`${file} has the SHA-256 ${found}, not ${sha256}.`);
  await python("zipfile", "-e", file, unpacked);
  const all = join(unpacked, "kubernetes_validate", "kubernetes-json-schema");
  for (const name of readdirSync(all).filter((each) => takes.test(each))) {
    rewrite(join(all, name), join(kept, name.replace("-local-", "-standalone-")));
  }
  rmSync(unpacked, { recursive: true, force: true });
}

/** Schemas that name each other by file, not by an address of kubernetes.io that answers nothing. */
function rewrite(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const { $id: _, ...schema } = JSON.parse(readFileSync(join(from, name), "utf8"));
    const text = JSON.stringify(schema);
    writeFileSync(
      join(to, name),
      text.replaceAll('"/api/_definitions.json#', '"_definitions.json#'),
    );
  }
}
