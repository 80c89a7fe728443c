import { Counter, Histogram, type Registry } from "prom-client";

/** A request that was answered, or whose client went away before. */
export interface Answered {
  readonly method: string;
  /** A pattern, never the path itself. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  /** Server-sent events and downloads last for as long as the client takes: their length says nothing. */
  readonly isStream: boolean;
}

export interface ProcedureCall {
  /** `sensors.list` */
  readonly procedure: string;
  readonly outcome: "ok" | "refused" | "failed";
  readonly seconds: number;
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function makeHttpMetrics(register: Registry) {
  const registers = [register];
  const requests = new Counter({
    name: "telovix_http_requests_total",
    help: "HTTP requests by route pattern, method and class of the status",
    labelNames: ["method", "route", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "telovix_http_request_duration_seconds",
    help: "Time from a request to the end of its answer, without event streams and downloads",
    labelNames: ["method", "route"],
    ...{ buckets, registers },
  });
  const calls = new Counter({
    name: "telovix_procedure_calls_total",
    help: "Calls of the API's procedures, by tRPC or REST: ok, refused, or failed by our mistake",
    labelNames: ["procedure", "outcome"],
    registers,
  });
  const callDurations = new Histogram({
    name: "telovix_procedure_duration_seconds",
    help: "Time in a procedure of the API",
    labelNames: ["procedure"],
    ...{ buckets, registers },
  });
  return {
    answered({ route, status, seconds, isStream, ...request }: Answered): void {
      const method = methods.has(request.method) ? request.method : "other";
      requests.inc({ method, route, status: `${Math.floor(status / 100)}xx` });
      if (!isStream) durations.observe({ method, route }, seconds);
    },
    procedure({ procedure, outcome, seconds }: ProcedureCall): void {
      calls.inc({ procedure, outcome });
      callDurations.observe({ procedure }, seconds);
    },
  };
}
