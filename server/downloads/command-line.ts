import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { asAppError } from "../as-app-error.ts";
import { AppError } from "../errors.ts";
import { sendProblem } from "../problem-response.ts";
import { sendFile } from "../sensor-routes/send-file.ts";

const base = "/api/v1/cli/";

/**
 * Hands out the command line: `telovix.mjs` and `telovix.mjs/sha256`, to anyone, as the sensor is,
 * so that a site without the internet needs nothing but its Console.
 */
export function makeCommandLineRoute({ root }: { root: string }) {
  const file = join(root, "build/cli/telovix.mjs");
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url?.split("?")[0] ?? "";
    if (!path.startsWith(base)) return false;
    await answer(file, path.slice(base.length), request, response).catch((thrown: unknown) =>
      sendProblem(response, asAppError(thrown)),
    );
    return true;
  };
}

async function answer(
  file: string,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (name !== "telovix.mjs" && name !== "telovix.mjs/sha256")
    throw new AppError("NotFound", `There is no ${base}${name}.`);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    throw new AppError("MethodNotAllowed", "This path takes GET and HEAD.");
  }
  if (name.endsWith("/sha256")) {
    const sum = await readFile(`${file}.sha256`, "utf8").catch(() => null);
    if (sum === null)
      throw new AppError("NotReady", "The command line is not built; run npm start.");
    response.writeHead(200, { "content-type": "text/plain", "cache-control": "no-cache" });
    return void response.end(sum);
  }
  const contentType = "text/javascript";
  await sendFile(request, response, { file, contentType, downloadName: "telovix" });
}
