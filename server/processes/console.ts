import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { fileURLToPath } from "node:url";
import { toNodeHandler } from "better-auth/node";
import next from "next";
import { makeAdmissionWebhook } from "../admission/webhook.ts";
import { makeDeliveries } from "../alerts/deliveries.ts";
import { makeAlertWatch } from "../alerts/watch.ts";
import { makeAuth } from "../auth/auth.ts";
import { makeMe } from "../auth/me.ts";
import { makeIdentify } from "../auth/session.ts";
import { makeSecretBox } from "../ca/secret-box.ts";
import { makeCreateContext } from "../console/create-context.ts";
import { makeOperations } from "../console/operations.ts";
import { makeRequestHandler } from "../console/request-handler.ts";
import { readDoc } from "../docs/read-doc.ts";
import { makeClusterDownloads } from "../downloads/cluster-downloads.ts";
import { makeCommandLineRoute } from "../downloads/command-line.ts";
import { makeJobWorker } from "../jobs/worker.ts";
import { makeReaper } from "../lifecycle/reaper.ts";
import { makeFleetSamples } from "../overview/fleet-samples.ts";
import { makeRestHandler } from "../rest/handler.ts";
import { makeRateLimits } from "../rest/rate-limits.ts";
import { makeLiveFeed } from "../sensors/live-feed.ts";
import { makeRetention } from "../sensors/retention.ts";
import { makeSilenceMarker } from "../sensors/silence-marker.ts";
import { makeLabel } from "../single-sign-on/read.ts";
import { makeTrpcHandler } from "../trpc/handler.ts";
import type { ProcessDeps } from "./deps.ts";
import { observeConsole } from "./observation.ts";
import { openShared } from "./shared.ts";

/** Where Next's pages find the signed-in user: Next bundles its own modules, so only a global is shared. */
const bridge = Symbol.for("telovix.console");

/** The console: pages, tRPC, REST, sign-in, downloads, auto-removal, alerts, jobs and the hourly retention. */
export async function startConsole(
  deps: ProcessDeps & { dev: boolean },
): Promise<{ stop(): Promise<void> }> {
  const { config, clock, log } = deps;
  const dir = fileURLToPath(new URL("../..", import.meta.url));
  const shared = await openShared(deps, 20);
  const { db, listener, tls } = shared;
  const { secret } = deps;
  const secretBox = makeSecretBox(secret);
  const auth = makeAuth({ db, clock, secret, secretBox, config, log });
  const identify = makeIdentify({ auth, db, now: () => clock.now() });
  const live = makeLiveFeed({ db, listener, clock, log });
  const { actors, metrics, request, tally } = observeConsole({ ...shared, clock, log });
  const onCall = metrics.procedure;
  const createContext = makeCreateContext({
    ...{ db, clock, log, config, secretBox, live, identify, actors, onCall },
  });
  const limits = makeRateLimits();
  const admission = makeAdmissionWebhook({ ...shared, clock, log, metrics: metrics.admission });
  const background = backgroundParts({ db, clock, config, secretBox, listener, log });

  const pages = next({ dev: deps.dev, dir, hostname: "localhost", port: config.console.port });
  await pages.prepare();
  Object.assign(globalThis, {
    [bridge]: { me: makeMe(db, identify), doc: readDoc, singleSignOn: makeLabel(db) },
  });

  const handler = makeRequestHandler({
    log,
    observe: request,
    operations: makeOperations({ metrics, identify, isReady: () => shared.isReady() }),
    sensorRoutes: shared.sensorRoutes("console", tally),
    commandLine: makeCommandLineRoute({ root: dir }),
    clusterDownloads: makeClusterDownloads({
      ...{ db, config, log, secret, root: dir, caCertificate: shared.caCertificate },
    }),
    admission: admission.route,
    rest: makeRestHandler({ createContext, limits }),
    trpc: makeTrpcHandler({ createContext, limits }),
    auth: toNodeHandler(auth),
    pages: pages.getRequestHandler(),
  });
  const server = listen(tls.consoleOptions(), handler);
  tls.onChange(() => server.setSecureContext(tls.consoleOptions()));
  await admission.start();
  server.listen(config.console.port);
  await once(server, "listening");
  tally.start();
  await live.start();
  for (const part of background) await part.start();
  return {
    async stop() {
      server.close();
      await Promise.all(background.map((part) => part.stop()));
      await Promise.all([admission.stop(), tally.stop()]);
      await live.stop();
      server.closeAllConnections();
      await pages.close();
      await shared.close();
    },
  };
}

/** What runs by itself for as long as the console does. */
function backgroundParts(
  deps: Parameters<typeof makeDeliveries>[0] & Parameters<typeof makeJobWorker>[0],
): readonly { start(): Promise<void>; stop(): Promise<void> }[] {
  return [
    ...[makeRetention(deps), makeReaper(deps), makeSilenceMarker(deps), makeAlertWatch(deps)],
    ...[makeFleetSamples(deps), makeDeliveries(deps), makeJobWorker(deps)],
  ];
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function listen(options: object, handler: Handler): Server {
  const server = createServer(
    { ...options, requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.2" },
    handler,
  );
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  // Nothing of ours upgrades on this port, and Next must not either.
  server.on("upgrade", (_request, socket) => socket.destroy());
  return server;
}
