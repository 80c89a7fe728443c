import { request } from "node:http";
import { names } from "../protocol.ts";

/** Clouds whose metadata we read; AWS's form is what other providers copy. */
export type Cloud = "aws" | "gcp" | "azure";

/** The link-local address that all of them answer on. It is no option: nobody else is to be asked. */
const host = "169.254.169.254";
/** A metadata service answers at once or is not there; two questions in a row stay within 1.5 s. */
const findWithinMs = 600;
const answerBytesMax = 64 * 1024;

export interface MetadataAnswer {
  readonly status: number;
  readonly text: string;
  /** The cloud's own clock, Unix ms. */
  readonly dateMs: number | null;
}

interface Question {
  readonly method?: "GET" | "PUT";
  readonly headers?: Record<string, string>;
  readonly withinMs: number;
}

/** Asks the metadata service; null when there is none, or it did not answer in time. */
export function askMetadata(path: string, question: Question): Promise<MetadataAnswer | null> {
  const { method = "GET", headers = {}, withinMs } = question;
  return new Promise((resolve) => {
    const call = request({ host, path, method, headers, agent: false }, (response) => {
      const dateMs = Date.parse(response.headers.date ?? "");
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.length > answerBytesMax) call.destroy();
      });
      response.on("error", () => resolve(null));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          text: text.trim(),
          dateMs: Number.isNaN(dateMs) ? null : dateMs,
        }),
      );
    });
    const timer = setTimeout(() => call.destroy(), withinMs);
    call.on("error", () => resolve(null));
    call.on("close", () => {
      clearTimeout(timer);
      resolve(null);
    });
    call.end();
  });
}

/** The header that proves an IMDSv2 session; nothing where only IMDSv1 is spoken. */
export async function awsSession(
  ttlSeconds: number,
  withinMs = findWithinMs,
): Promise<Record<string, string>> {
  const headers = { "X-aws-ec2-metadata-token-ttl-seconds": String(ttlSeconds) };
  const answer = await askMetadata("/latest/api/token", { method: "PUT", headers, withinMs });
  const isToken = answer?.status === 200 && /^[\x21-\x7e]{1,1024}$/.test(answer.text);
  return isToken ? { "X-aws-ec2-metadata-token": answer.text } : {};
}

export const cloudHeaders = {
  gcp: { "Metadata-Flavor": "Google" },
  azure: { Metadata: "true" },
} as const;

/** Which cloud this machine runs on and its name there: AWS (IMDSv2, then v1), GCP, Azure; else null. */
export async function findInstance(): Promise<{ cloud: Cloud; id: string } | null> {
  const withinMs = findWithinMs;
  const session = await awsSession(60);
  const azurePath = "/metadata/instance/compute/vmId?api-version=2021-02-01&format=text";
  const answers = await Promise.all([
    askMetadata("/latest/meta-data/instance-id", { headers: session, withinMs }),
    askMetadata("/computeMetadata/v1/instance/name", { headers: cloudHeaders.gcp, withinMs }),
    askMetadata(azurePath, { headers: cloudHeaders.azure, withinMs }),
  ]);
  // What is no name comes from something else that answers there, as a captive portal does.
  const index = answers.findIndex((it) => it?.status === 200 && names.name.test(it.text));
  const cloud = (["aws", "gcp", "azure"] as const)[index];
  return cloud ? { cloud, id: answers[index]?.text ?? "" } : null;
}
