import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import type { Logger } from "pino";
import { clusterReportBytesMax, DecommissionRequest } from "../../sensor-agent/src/protocol.ts";
import { asAppError } from "../as-app-error.ts";
import { makePreflightInbox } from "../attempts/preflight-inbox.ts";
import type { Authority } from "../ca/authority.ts";
import { clientAddress } from "../client-address.ts";
import type { Clock } from "../clock.ts";
import { makeReportInbox } from "../clusters/report-inbox.ts";
import type { Config } from "../config.ts";
import type { Db } from "../context.ts";
import type { EnrollDeps } from "../enrollment/admit-batch.ts";
import { decommission } from "../enrollment/decommission.ts";
import { makeEnrollmentQueue } from "../enrollment/enrollment-queue.ts";
import { makeEnrollmentGuard } from "../enrollment/guard.ts";
import { identifySensor, knownSensor } from "../enrollment/identify.ts";
import { renew } from "../enrollment/renew.ts";
import { AppError, type ErrorCode } from "../errors.ts";
import { sendProblem } from "../problem-response.ts";
import { readJson } from "../request-body.ts";
import { publicUrl, sensorUrl } from "../settings/public-url.ts";
import { renderScript } from "./scripts.ts";
import { sendFile } from "./send-file.ts";

const base = "/api/v1/sensor/";
const bodyBytesMax = 16 * 1024;

interface RouteDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly authority: Authority;
  readonly config: Config;
  /** On the gateway's port everything but enrolling and its pre-flight needs a certificate. */
  readonly listener: "console" | "gateway";
  /** Is told how every enrollment ended, to count them. */
  readonly onEnrollment?: (outcome: "enrolled" | ErrorCode) => void;
  /** The folder that holds `build/` and `sensor-agent/install/`. */
  readonly root: string;
}

/** Every HTTP route under /api/v1/sensor, for both listeners. @returns whether it took the request. */
export function makeSensorRoutes(deps: RouteDeps) {
  const { db, clock, log } = deps;
  const guard = makeEnrollmentGuard({ db, clock, log });
  const preflight = makePreflightInbox({ db, clock });
  const takeReport = makeReportInbox({ db, clock });
  const enrollDeps: EnrollDeps = { ...deps, sensorUrl: () => sensorUrl(deps.db, deps.config) };
  const enrolling = makeEnrollmentQueue(enrollDeps);

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> {
    const route = `${request.method === "HEAD" ? "GET" : request.method} ${path}`;
    const read = () => readJson(request, bodyBytesMax);
    if (route === "POST enroll") {
      const address = clientAddress(request);
      const enrolled = await guard(address, read, async (body) => enrolling(body, address)).catch(
        (thrown: unknown) => {
          deps.onEnrollment?.(asAppError(thrown).code);
          throw thrown;
        },
      );
      deps.onEnrollment?.("enrolled");
      return json(response, 201, enrolled);
    }
    if (route === "POST preflight") {
      await preflight(clientAddress(request), read);
      return void response.writeHead(204).end();
    }
    const socket = request.socket as TLSSocket;
    // Who is leaving, or has left on its way down, may say goodbye and clean up.
    if (route === "POST decommission") {
      const leaving = await knownSensor(db, socket).catch(goneAlready);
      const { reason } = DecommissionRequest.parse((await read()) ?? {});
      if (leaving) await decommission(deps, leaving, reason);
      return void response.writeHead(204).end();
    }
    if (route === "POST cluster") {
      await takeReport(socket, () => readJson(request, clusterReportBytesMax));
      return void response.writeHead(204).end();
    }
    if (route === "GET uninstall.sh") await knownSensor(db, socket);
    else if (deps.listener === "gateway") await identifySensor(db, socket);
    if (route === "POST renew") {
      const sensor = await identifySensor(db, socket);
      return json(response, 200, await renew(enrollDeps, sensor, await read()));
    }
    if (!(await download(deps, request, response, route))) throw unknownRoute(request, path);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url?.split("?")[0] ?? "";
    if (!path.startsWith(base)) return false;
    await answer(request, response, path.slice(base.length)).catch((thrown: unknown) => {
      const error = asAppError(thrown);
      if (error.code === "Internal")
        log.error(
          { err: thrown, path, requestId: response.getHeader("x-request-id") },
          "Sensor route failed",
        );
      sendProblem(response, error);
    });
    return true;
  };
}

async function download(
  deps: RouteDeps,
  request: IncomingMessage,
  response: ServerResponse,
  route: string,
): Promise<boolean> {
  const [, kind, arch] = /^GET download\/(bpf\/)?(amd64|arm64)(?:\/sha256)?$/.exec(route) ?? [];
  const sensorFile = join(deps.root, "build/sensor", arch ?? "", "telovix-sensor");
  if (route === "GET ca.pem")
    return text(response, "application/x-pem-file", deps.authority.certificatePem);
  if (route === "GET install.sh" || route === "GET uninstall.sh") {
    const name = route === "GET install.sh" ? "install.sh" : "uninstall.sh";
    const consoleUrl = await publicUrl(deps.db, deps.config);
    const script = await renderScript(deps.root, name, {
      consoleUrl,
      caPem: deps.authority.certificatePem,
    });
    return text(response, "text/x-shellscript", script);
  }
  if (!arch) return false;
  if (route.endsWith("/sha256")) {
    const sum = await readFile(`${sensorFile}.sha256`, "utf8").catch(() => null);
    if (sum === null)
      throw new AppError(
        "NotReady",
        "The sensor is not built on this Console; run npm start there.",
      );
    return text(response, "text/plain", sum);
  }
  const artefact = kind
    ? {
        file: join(deps.root, "build/bpf", arch, "bpf.tar.gz"),
        contentType: "application/gzip",
        downloadName: `telovix-bpf-${arch}.tar.gz`,
      }
    : { file: sensorFile, contentType: "application/octet-stream", downloadName: "telovix-sensor" };
  await sendFile(request, response, artefact);
  return true;
}

/** Decommissioning twice, or after a deletion, is no error. */
function goneAlready(error: unknown): null {
  if (error instanceof AppError && error.code === "SensorDeleted") return null;
  throw error;
}

function unknownRoute(request: IncomingMessage, path: string): AppError {
  const known =
    /^(install\.sh|uninstall\.sh|ca\.pem|enroll|preflight|renew|decommission|cluster|download\/(bpf\/)?(amd64|arm64)(\/sha256)?)$/;
  const method = request.method ?? "";
  return known.test(path)
    ? new AppError("MethodNotAllowed", `${method} is not for ${base}${path}.`)
    : new AppError("NotFound", `There is no ${base}${path}.`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

function text(response: ServerResponse, contentType: string, body: string): true {
  response.writeHead(200, { "content-type": contentType, "cache-control": "no-cache" });
  response.end(body);
  return true;
}
