import { randomUUID } from "node:crypto";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api-types.ts";
import type { Connection } from "./config.ts";
import { CliError, exitCodes } from "./exit-codes.ts";
import type { HttpsFetch } from "./https-fetch.ts";
import { trustedFetch } from "./trusted-fetch.ts";
import type { World } from "./world.ts";

export type Api = Client<paths, "application/json">;
export const restBase = "/api/v1";
type Problem = components["schemas"]["Problem"];

/** How often a request is made that the Console asks to repeat. */
const triesMax = 4;
const longestWaitSeconds = 60;

/** Requests as the holder of the key, to the Console that was meant. */
export async function openFetch(connection: Connection, world: World): Promise<HttpsFetch> {
  const fetch = patient(await trustedFetch(connection), world);
  return (request) => {
    request.headers.set("authorization", `Bearer ${connection.apiKey}`);
    request.headers.set("user-agent", "telovix-cli");
    // The same for every try of a request, so that a repeated one does nothing twice.
    if (request.method === "POST") request.headers.set("idempotency-key", randomUUID());
    return fetch(request);
  };
}

/** The REST API, typed by the document that the Console makes of it. */
export function makeApi({ url }: Pick<Connection, "url">, fetch: HttpsFetch): Api {
  return createClient<paths, "application/json">({
    baseUrl: `${url}${restBase}`,
    fetch,
    // As the Console reads them: `tag=a:1&tag=b:2`.
    querySerializer: { array: { style: "form", explode: true } },
  });
}

/** Waits and asks again where the Console says so: 429 and 503 have done nothing yet. */
function patient(fetch: HttpsFetch, world: World): HttpsFetch {
  return async (request) => {
    for (let tries = 1; ; tries++) {
      const answer = await fetch(request.clone());
      const again = answer.status === 429 || answer.status === 503;
      const seconds = Number(answer.headers.get("retry-after") ?? 2 ** tries / 2);
      if (!again || tries === triesMax || !(seconds <= longestWaitSeconds)) return answer;
      await world.sleep(seconds * 1000);
    }
  };
}

/** The answer's data. @throws {CliError} what the Console refused, in its own words */
export async function must<Data>(
  asked: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked;
  // 204 has no data, and its type says so.
  if (response.ok) return data as Data;
  throw refusal(error, response.status);
}

export function refusal(error: unknown, status: number): CliError {
  const exitCode = status >= 500 ? exitCodes.failed : exitCodes.refused;
  if (!isProblem(error))
    return new CliError(exitCode, `The Console answered with HTTP ${status}.`, {
      help: "Check that the URL is that of a Telovix Console.",
    });
  const { title, detail, code, help, requestId } = error;
  const told = detail && detail !== title ? `${title}: ${detail}` : title;
  const id = status >= 500 && requestId ? ` (request id ${requestId})` : "";
  return new CliError(exitCode, `${told} [${code}]${id}`, { help, problem: error });
}

/** The code of a refusal; null: none was given. */
export const codeOf = (error: unknown): string | null => (isProblem(error) ? error.code : null);

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "title" in error;
}
