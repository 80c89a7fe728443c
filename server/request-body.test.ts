import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asAppError } from "./as-app-error.ts";
import { sendProblem } from "./problem-response.ts";
import { readJson } from "./request-body.ts";

const bytesMax = 1000;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    readJson(request, bytesMax).then(
      (body) => response.end(JSON.stringify({ body })),
      (error) => sendProblem(response, asAppError(error)),
    );
  }).listen(0);
  await once(server, "listening");
});
afterAll(() => void server.close());

/** Sends raw HTTP and gives all that came back until the connection ended. */
async function talk(head: string, parts: readonly string[]): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port);
  const received: Buffer[] = [];
  socket.on("data", (data) => received.push(data));
  socket.on("error", () => undefined);
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${head}\r\n\r\n`);
  for (const part of parts) socket.write(part);
  await once(socket, "close");
  return Buffer.concat(received).toString();
}

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const chunked = "transfer-encoding: chunked";
const closing = "connection: close\r\n";
const ofSize = (size: number) => `"${"x".repeat(size - 2)}"`;

it("reads a body up to its limit, in one piece or in many", async () => {
  expect(await talk(`${closing}content-length: 7`, ['{"a":1}'])).toContain('{"body":{"a":1}}');
  const pieces = [...ofSize(bytesMax)].map(chunk);
  expect(await talk(closing + chunked, [...pieces, chunk("")])).toContain("200 OK");
  expect(await talk(`${closing}content-length: 0`, [])).toContain("200 OK");
});

it.each([
  ["one byte above the limit", chunked, [chunk(ofSize(bytesMax + 1)), chunk("")], 422],
  ["much above", chunked, [chunk(ofSize(500_000)), chunk("")], 422],
  ["without end", chunked, Array.from({ length: 40 }, () => chunk(ofSize(65_536))), 422],
  ["that says so before", "content-length: 10000000", [], 422],
  ["that is not JSON", "content-length: 3", ["{a}"], 422],
])("answers a body %s", async (_title, head, parts, status) => {
  const answer = await talk(`${closing}${head}`, parts);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain('"code":"InvalidRequest"');
});

it("closes the connection after a body that it has not read to its end", async () => {
  const answer = await talk(
    chunked,
    Array.from({ length: 40 }, () => chunk(ofSize(65_536))),
  );
  expect(answer.toLowerCase()).toContain("connection: close");
});
