import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";

export const dialects = ["imdsv1", "imdsv2", "gcp", "azure"] as const;
export type Dialect = (typeof dialects)[number];

/** A metadata service of one cloud, as strict as the real one about what it is asked with. */
export interface MetadataServer extends AsyncDisposable {
  /** What it has to say; a path that is not here is 404. */
  readonly pages: Map<string, string>;
  /** Requests so far, `method path status`. */
  readonly heard: string[];
  /** Every IMDSv2 session is over. */
  forgetSessions(): void;
}

const identity: Record<Dialect, [path: string, text: string][]> = {
  imdsv1: [["/latest/meta-data/instance-id", "i-0123456789abcdef0"]],
  imdsv2: [["/latest/meta-data/instance-id", "i-0123456789abcdef0"]],
  gcp: [
    ["/computeMetadata/v1/instance/name", "worker-7"],
    ["/computeMetadata/v1/instance/preempted", "FALSE"],
    ["/computeMetadata/v1/instance/maintenance-event", "NONE"],
  ],
  azure: [
    ["/metadata/instance/compute/vmId", "02aab8a4-74ef-476e-8182-f6d2ba4166a6"],
    ["/metadata/instance/compute/name", "pool_7"],
    ["/metadata/scheduledevents", '{"DocumentIncarnation":1,"Events":[]}'],
  ],
};

export async function startMetadataServer(
  dialect: Dialect,
  host: string,
  port = 80,
): Promise<MetadataServer> {
  const pages = new Map(identity[dialect]);
  const sessions = new Set<string>();
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    const refusal = refusalOf(dialect, request, sessions);
    const isToken =
      dialect === "imdsv2" && request.method === "PUT" && path === "/latest/api/token";
    if (isToken) pages.set(path, newSession(sessions));
    const status = refusal ?? (pages.has(path) ? 200 : 404);
    heard.push(`${request.method} ${path} ${status}`);
    response.writeHead(status, { "content-type": "text/plain" });
    response.end(status === 200 ? pages.get(path) : "");
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    pages,
    heard,
    forgetSessions: () => sessions.clear(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function newSession(sessions: Set<string>): string {
  const session = `${randomUUID()}==`;
  sessions.add(session);
  return session;
}

/** The status of a request that lacks what the cloud insists on; null: it may ask. */
function refusalOf(
  dialect: Dialect,
  { method, url, headers }: IncomingMessage,
  sessions: Set<string>,
): number | null {
  switch (dialect) {
    case "imdsv1":
      return method === "GET" ? null : 405;
    case "imdsv2":
      if (method === "PUT") return headers["x-aws-ec2-metadata-token-ttl-seconds"] ? null : 400;
      return sessions.has(String(headers["x-aws-ec2-metadata-token"])) ? null : 401;
    case "gcp":
      return headers["metadata-flavor"] === "Google" ? null : 403;
    case "azure":
      return headers.metadata === "true" && url?.includes("api-version=") ? null : 400;
  }
}
