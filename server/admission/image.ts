/** A reference to an image, with what Docker and Kubernetes put where nothing is said. */
export interface Image {
  readonly registry: string;
  readonly repository: string;
  /** `latest` where neither tag nor digest is given; empty where only a digest is. */
  readonly tag: string;
  /** `sha256:…`, or empty. */
  readonly digest: string;
}

/**
 * Reads `[registry/]repository[:tag][@digest]` as container runtimes do: what stands before the first
 * slash is a registry when it has a dot, a colon or a capital, or is `localhost`; Docker Hub else,
 * whose images of one word lie in `library/`.
 */
export function parseImage(reference: string): Image {
  const [name = "", digest = ""] = splitAt(reference.trim(), "@");
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasRegistry = first === "localhost" || /[.:A-Z]/.test(first);
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  const [path = "", tag = ""] = splitTag(rest);
  const registry = hasRegistry ? dockerHub(first.toLowerCase()) : "docker.io";
  const isShort = registry === "docker.io" && !path.includes("/") && path !== "";
  return {
    registry,
    repository: isShort ? `library/${path}` : path,
    tag: tag === "" && digest === "" ? "latest" : tag,
    digest,
  };
}

const dockerHub = (registry: string) => (registry === "index.docker.io" ? "docker.io" : registry);

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** A colon after the last slash begins the tag. */
function splitTag(path: string): [string, string] {
  const at = path.lastIndexOf(":");
  return at > path.lastIndexOf("/") ? [path.slice(0, at), path.slice(at + 1)] : [path, ""];
}
