import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { Server } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface MetadataRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
}

export interface MetadataAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** What one cloud tells one of its instances. What it answers may change while the host runs. */
export interface MetadataService {
  readonly instanceId: string;
  /** `address name` lines that the cloud's resolver would answer. */
  readonly names: readonly string[];
  answer(request: MetadataRequest): MetadataAnswer;
}

export interface MetadataServer {
  close(): Promise<void>;
}

export const linkLocal = "169.254.169.254";

/**
 * Answers on the link-local address inside the network of the host whose PID 1 is `leader`, so that
 * this host reaches it and nobody else.
 */
export async function serveMetadata(
  leader: number,
  service: MetadataService,
): Promise<MetadataServer> {
  const inside = ["-t", String(leader), "-n"];
  await run("nsenter", [...inside, "ip", "link", "set", "lo", "up"]);
  await run("nsenter", [...inside, "ip", "address", "add", `${linkLocal}/32`, "dev", "lo"]);
  const server = createServer((request, response) => {
    request.resume();
    const { status, body = "", headers = {} } = service.answer(readRequest(request));
    response.writeHead(status, { "content-type": "text/plain", ...headers }).end(body);
  });
  server.listen(await listeningInside(inside));
  await once(server, "listening");
  return {
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A socket belongs to the network that it was made in, and can be handed over. */
async function listeningInside(inside: string[]): Promise<Server> {
  const script = join(import.meta.dirname, "listen.ts");
  const node = [process.execPath, script, linkLocal, "80"];
  const child = spawn("nsenter", [...inside, ...node], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const over = once(child, "exit").then(([code]) => {
    throw new Error(`No socket on ${linkLocal}: exit ${code}`);
  });
  over.catch(() => undefined);
  const [, server] = (await Promise.race([once(child, "message"), over])) as [unknown, Server];
  child.disconnect();
  return server;
}

function readRequest({ method = "GET", url = "/", headers }: IncomingMessage): MetadataRequest {
  const { pathname, searchParams } = new URL(url, `http://${linkLocal}`);
  const header = (name: string) => headers[name.toLowerCase()]?.toString();
  return { method, path: pathname, query: searchParams, header };
}
