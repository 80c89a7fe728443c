import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { bodyBytesMax, heldByAddressMax, makeBodyReader } from "./read-body.ts";

/** A request whose body has begun and does not go on. */
function stalled(beginning: Buffer | string): IncomingMessage {
  const stream = new PassThrough();
  stream.write(beginning);
  return stream as unknown as IncomingMessage;
}

function whole(text: string): IncomingMessage {
  const stream = new PassThrough();
  stream.end(text);
  return stream as unknown as IncomingMessage;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it("reads on beside any number of bodies that do not end", async () => {
  const readBody = makeBodyReader();
  for (let n = 0; n < 200; n++) void readBody(stalled("{"), { address: "stranger", refusal: null });
  await settled();
  for (const address of ["stranger", "api-server"])
    expect(await readBody(whole("{}"), { address, refusal: null })).toEqual({
      ...{ text: "{}", problem: null },
    });
});

it("holds so much of one address, keeps the beginning of what is more, and reads others'", async () => {
  const readBody = makeBodyReader();
  const large = Buffer.alloc(bodyBytesMax - 128, "x");
  const requests = Array.from({ length: heldByAddressMax / bodyBytesMax }, () => stalled(large));
  const reading = requests.map((request) =>
    readBody(request, { address: "stranger", refusal: null }),
  );
  await settled();
  const more = await readBody(whole('{"uid":1}'), { address: "stranger", refusal: null });
  expect(more).toEqual({ text: '{"uid":1}', problem: "too many reviews at once" });
  const other = await readBody(whole("{}"), { address: "api-server", refusal: null });
  expect(other.problem).toBeNull();
  for (const request of requests) (request as unknown as PassThrough).end();
  for (const body of await Promise.all(reading)) expect(body.problem).toBeNull();
  const again = await readBody(whole("{}"), { address: "stranger", refusal: null });
  expect(again.problem).toBeNull();
});
