import type { ApiRequest } from "./request.ts";

/** The request as a command, and what was wrong with its answer. */
export function reproduce(request: ApiRequest, role: string, problems: string[]): string {
  const headers = Object.entries(request.headers).map(
    ([name, value]) => `-H ${quoted(`${name}: ${value}`)}`,
  );
  const key = role === "none" ? [] : [`-H "authorization: Bearer $${role.toUpperCase()}_KEY"`];
  const body =
    request.text === undefined ? [] : [`--data-raw ${quoted(request.text.slice(0, 2_000))}`];
  const url = `"$CONSOLE/api/v1"${quoted(request.path)}`;
  const command = ["curl", "-X", request.method, ...key, ...headers, ...body, url].join(" ");
  return `${request.operation.id} as ${role}\n  ${command}\n  ${problems.slice(0, 4).join("\n  ")}`;
}

const quoted = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: shown instead of sent raw
  `'${text.replaceAll("'", "'\\''").replaceAll(/[\0-\x08\x0b-\x1f]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`)}'`;
