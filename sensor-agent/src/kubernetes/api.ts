import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { z } from "zod";
import { makeLineReader } from "../probes/line-reader.ts";
import type { Account } from "./account.ts";

/** What the API answered instead of what was asked for. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ApiCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly accept?: string;
  readonly body?: { readonly type: string; readonly content: unknown };
  readonly signal: AbortSignal;
  /** From the head of the answer to its end. */
  readonly withinMs?: number;
}

/** A client of the Kubernetes API, no larger than what a sensor asks of it. */
export interface KubernetesApi {
  /** The answer, parsed. @throws {ApiError} on a refusal, {Error} when none comes */
  call(call: ApiCall): Promise<unknown>;
  /** Hands over each line of a watch until the API ends it. @throws as `call` */
  lines(call: ApiCall, take: (line: string) => void): Promise<void>;
  /** Closes idle connections. */
  close(): void;
}

const json = "application/json";
const answerWithinMs = 10_000;
/** A page of metadata of Nodes is below 2 MB. */
const answerBytesMax = 32 * 1024 * 1024;
/** A Node with all its images in the status is below 200 KB; one that is longer is skipped. */
const lineLengthMax = 1024 * 1024;

const Status = z.object({ message: z.string() });

/** Never through a proxy: the API is in the cluster. */
export function kubernetesApi(account: Account): KubernetesApi {
  const agent = new Agent({ keepAlive: true, maxSockets: 4, maxFreeSockets: 1 });

  function open(call: ApiCall): Promise<IncomingMessage> {
    const body = call.body ? JSON.stringify(call.body.content) : "";
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          agent,
          host: account.host,
          port: account.port,
          ca: account.ca(),
          method: call.method,
          path: call.path,
          signal: call.signal,
          headers: {
            accept: call.accept ?? json,
            authorization: `Bearer ${account.token()}`,
            "user-agent": "telovix-sensor",
            ...(call.body
              ? { "content-type": call.body.type, "content-length": Buffer.byteLength(body) }
              : {}),
          },
        },
        resolve,
      );
      const giveUp = () => sent.destroy(new Error("the Kubernetes API did not answer in time"));
      const timer = setTimeout(giveUp, answerWithinMs);
      sent.on("response", (response) => {
        clearTimeout(timer);
        endWithin(response, call.withinMs ?? answerWithinMs);
      });
      sent.on("close", () => clearTimeout(timer));
      sent.on("error", reject);
      sent.end(body);
    });
  }

  return {
    async call(call) {
      const response = await open(call);
      const text = await textOf(response);
      if (isRefusal(response)) throw refusal(response, text);
      return JSON.parse(text);
    },
    async lines(call, take) {
      const response = await open(call);
      if (isRefusal(response)) throw refusal(response, await textOf(response));
      response.socket.setKeepAlive(true, 30_000);
      response.on(
        "data",
        makeLineReader(take, () => undefined, lineLengthMax),
      );
      await once(response, "end");
    },
    close: () => agent.destroy(),
  };
}

function endWithin(response: IncomingMessage, ms: number): void {
  const giveUp = () => response.destroy(new Error("the Kubernetes API did not end its answer"));
  const timer = setTimeout(giveUp, ms);
  response.on("close", () => clearTimeout(timer));
}

const isRefusal = ({ statusCode = 0 }: IncomingMessage) => statusCode < 200 || statusCode > 299;

/** The API refuses with a Status object that says why. */
function refusal({ statusCode = 0 }: IncomingMessage, text: string): ApiError {
  const said = Status.safeParse(safeJson(text)).data?.message ?? text.slice(0, 200);
  return new ApiError(statusCode, `HTTP ${statusCode}: ${said}`);
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > answerBytesMax) response.destroy(new Error("the answer is too long"));
    else chunks.push(chunk);
  });
  await once(response, "end");
  return Buffer.concat(chunks).toString();
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
