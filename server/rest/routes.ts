import { z } from "zod";
import type { Permission } from "../auth/role.ts";
import type { ErrorCode } from "../errors.ts";
import type { RestMeta } from "../trpc/init.ts";
import { appRouter } from "../trpc/router.ts";

export const restBase = "/api/v1";

/** One REST route, read off a procedure that carries openapi metadata. */
export interface RestRoute {
  readonly method: string;
  /** As in OpenAPI: `/sensors/{id}`. */
  readonly path: string;
  readonly pattern: RegExp;
  /** Names of the path's parameters. */
  readonly parameters: readonly string[];
  /** Path of the procedure: `sensors.list`. */
  readonly procedure: string;
  readonly successStatus: number;
  readonly input: z.ZodType | undefined;
  readonly permission: Permission;
  readonly cost: number;
  readonly errors: readonly ErrorCode[];
  /** Content types of the files that it answers with; none: it answers with JSON. */
  readonly downloads: readonly string[];
  readonly example: RestMeta["example"];
  readonly output: z.ZodType | undefined;
  /** Its input comes in a body, not in the query. */
  readonly takesBody: boolean;
  readonly words: { summary: string; description: string | undefined; tags: string[] };
}

interface ProcedureDef {
  meta?: RestMeta;
  output?: z.ZodType;
  inputs: z.ZodType[];
}

export function restRoutes(): RestRoute[] {
  const procedures = Object.entries(appRouter._def.procedures) as unknown as [
    string,
    { _def: ProcedureDef },
  ][];
  // `/sensors/counts` before `/sensors/{id}`.
  return procedures
    .flatMap(([procedure, { _def }]) => routeOf(procedure, _def) ?? [])
    .sort((a, b) => a.parameters.length - b.parameters.length);
}

function routeOf(procedure: string, { meta, inputs, output }: ProcedureDef): RestRoute | null {
  if (!meta?.openapi || !meta.permission) return null;
  const { method, path, summary = "", description, tags = [] } = meta.openapi;
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  const [first] = inputs;
  return {
    ...{ method, path, pattern, parameters, procedure },
    successStatus: meta.successStatus ?? 200,
    // `z.void()` is how a procedure says that it takes nothing.
    input: first instanceof z.ZodVoid ? undefined : first,
    permission: meta.permission,
    cost: meta.cost ?? 1,
    errors: meta.errors ?? [],
    downloads: meta.downloads ?? [],
    ...{ example: meta.example, output, words: { summary, description, tags } },
    takesBody: method === "POST" || method === "PUT" || method === "PATCH",
  };
}
