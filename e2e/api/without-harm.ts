import type { ApiRequest } from "./request.ts";

/** Sections of the settings that would cut off who asks. */
const cutting = new Set(["console"]);

/** The request, or a harmless kin of one that would end the run. */
export function withoutHarm(request: ApiRequest): ApiRequest {
  const { operation, body } = request;
  if (operation.path !== "/settings" || operation.method !== "PATCH") return request;
  if (typeof body !== "object" || body === null) return request;
  const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !cutting.has(name)));
  return { ...request, body: kept, text: JSON.stringify(kept) };
}
