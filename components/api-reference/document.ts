export const documentUrl = "/api/v1/openapi.json";

/** What of an OpenAPI document is changed for the viewer; the rest passes through. */
export interface ReferenceDocument {
  info?: { description?: string };
  servers?: { url: string; description?: string }[];
  components?: { securitySchemes?: Record<string, unknown> };
}

/** @throws {Error} when the Console answers with anything else */
export async function readDocument(signal: AbortSignal): Promise<ReferenceDocument> {
  const response = await fetch(documentUrl, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return forViewer(await response.json());
}

/**
 * Requests go to the address that this page came from, which may be another than the public URL. The
 * browser sends its session by itself, so there is only a key to type in.
 */
export function forViewer(document: ReferenceDocument): ReferenceDocument {
  const { apiKey } = document.components?.securitySchemes ?? {};
  return {
    ...document,
    info: { ...document.info, description: "" },
    servers: [{ url: "/api/v1" }],
    components: { ...document.components, securitySchemes: apiKey ? { apiKey } : {} },
  };
}
