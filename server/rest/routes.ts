import { z } from "zod";
import type { RestMeta } from "../trpc/init.ts";
import { appRouter } from "../trpc/router.ts";

export const restBase = "/api/v1";

/** One REST route, read off a procedure that carries openapi metadata. */
export interface RestRoute {
  readonly method: string;
  /** As in OpenAPI: `/sensors/{id}`. */
  readonly path: string;
  readonly pattern: RegExp;
  /** Path of the procedure: `sensors.list`. */
  readonly procedure: string;
  readonly successStatus: number;
  readonly input: z.ZodType | undefined;
}

interface ProcedureDef {
  meta?: RestMeta;
  inputs: z.ZodType[];
}

export function restRoutes(): RestRoute[] {
  const procedures = Object.entries(appRouter._def.procedures) as unknown as [
    string,
    { _def: ProcedureDef },
  ][];
  return (
    procedures
      .flatMap(([procedure, { _def }]) => {
        const openapi = _def.meta?.openapi;
        if (!openapi) return [];
        const { method, path } = openapi;
        const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
        const successStatus = _def.meta?.successStatus ?? 200;
        const [first] = _def.inputs;
        // `z.void()` is how a procedure says that it takes nothing.
        const input = first instanceof z.ZodVoid ? undefined : first;
        return [{ method, path, pattern, procedure, successStatus, input }];
      })
      // `/sensors/counts` before `/sensors/{id}`.
      .sort(
        (a, b) => Number(a.pattern.source.includes("?<")) - Number(b.pattern.source.includes("?<")),
      )
  );
}
