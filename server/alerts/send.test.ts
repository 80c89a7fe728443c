import type { lookup } from "node:dns";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aReceiver, type Receiver } from "../testing/receiver.ts";
import { type Send, type Sending, sendWebhook } from "./send.ts";

let receiver: Receiver;
beforeEach(async () => {
  receiver = await aReceiver();
});
afterEach(() => receiver[Symbol.asyncDispose]());

const send = (changes: Partial<Send> = {}, how: Sending = {}) =>
  sendWebhook(
    { url: receiver.url, headers: {}, body: "{}", allowPrivateAddresses: true, ...changes },
    how,
  );
const inside = { allowPrivateAddresses: false };

/** A name server that gives these addresses, one set for each time that it is asked. */
function nameServer(...answers: string[][]) {
  const asked: string[] = [];
  const resolve = (host: string, _options: object, done: (...args: unknown[]) => void) => {
    const addresses = answers[Math.min(asked.push(host), answers.length) - 1] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return { asked, resolve: resolve as unknown as typeof lookup };
}

describe("what is delivered", () => {
  it("carries body and headers", async () => {
    const answer = await send({ body: '{"a":"é"}', headers: { "webhook-id": "1" } });
    expect(answer).toEqual({ status: 204, error: null });
    const [got] = receiver.received;
    expect(got?.body).toBe('{"a":"é"}');
    expect(got?.headers).toMatchObject({ "webhook-id": "1", "content-length": "10" });
  });

  it("counts when the status is good, however long the body goes on", async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = () => response.destroyed || response.write("x".repeat(65_536), more);
      more();
    };
    expect(await send()).toEqual({ status: 200, error: null });
  });
});

describe("what is not", () => {
  it("names the status and what a short text says", async () => {
    receiver.answer = (response) =>
      void response.writeHead(400).end(`invalid_payload\u001b[31m${"x".repeat(2000)}`);
    const { status, error } = await send();
    expect(status).toBe(400);
    expect(error).toMatch(/^HTTP 400: invalid_payload \[31mx+$/);
    expect(error?.length).toBeLessThan(220);
  });

  it.each(["<html>Not found</html>", "Cannot POST /hook", "no route for /hook?key=secret"])(
    "keeps pages and the secret path out: %s",
    async (reply) => {
      receiver.answer = (response) => void response.writeHead(404).end(reply);
      expect((await send({ url: `${receiver.url}?key=secret` })).error).toBe("HTTP 404");
    },
  );

  it("follows no redirect", async () => {
    receiver.answer = (response) => void response.writeHead(307, { location: receiver.url }).end();
    expect(await send()).toMatchObject({
      status: 307,
      error: "HTTP 307: redirects are not followed.",
    });
    expect(receiver.received).toHaveLength(1);
  });

  it("hands on Retry-After", async () => {
    receiver.answer = (response) => void response.writeHead(503, { "retry-after": "77" }).end();
    expect(await send()).toMatchObject({ status: 503, retryAfter: "77" });
  });

  it("waits no longer than it may for an answer", async () => {
    receiver.answer = () => undefined;
    expect(await send({}, { timeoutMs: 100 })).toEqual({
      status: null,
      error: "No answer in time.",
    });
  });

  it("ends when the Console stops", async () => {
    const stopping = new AbortController();
    receiver.answer = () => stopping.abort();
    expect(await send({}, { signal: stopping.signal })).toMatchObject({ status: null });
  });

  it("says that nobody listens", async () => {
    const { url } = receiver;
    await receiver[Symbol.asyncDispose]();
    const { error } = await send({ url });
    receiver = await aReceiver();
    expect(error).toMatch(/ECONNREFUSED/);
  });
});

describe("private addresses, while they are not allowed", () => {
  it.each([
    "https://127.0.0.1:1/",
    "https://[::1]:1/",
    "https://2130706433:1/",
    "https://0x7f.1:1/",
    "https://[::ffff:127.0.0.1]:1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/",
    "https://localhost:1/",
  ])("%s is refused", async (url) => {
    const { status, error } = await send({ url, ...inside });
    expect(status).toBeNull();
    expect(error).toMatch(/is a private address/);
  });

  it.each(["http://hooks.test/", "ftp://hooks.test/", "not a URL"])(
    "%s is no https:// URL",
    async (url) => {
      expect((await send({ url, ...inside })).error).toMatch(/^An https:\/\/ URL/);
    },
  );

  it("are refused where a public name leads to them", async () => {
    const { resolve } = nameServer(["127.0.0.1", "::1", "169.254.169.254"]);
    const url = `https://hooks.test:${receiver.port}/`;
    expect((await send({ url, ...inside }, { resolve })).error).toMatch(/hooks.test is a private/);
    expect(receiver.received).toEqual([]);
  });
});

it("asks for a name once, and goes where the answer says", async () => {
  const names = nameServer(["127.0.0.1"], ["192.0.2.1"]);
  const url = `http://hooks.test:${receiver.port}/`;
  expect(await send({ url }, { resolve: names.resolve })).toMatchObject({ status: 204 });
  expect(names.asked).toEqual(["hooks.test"]);
});

it("goes to a name inside where that is allowed", async () => {
  expect(await send({ url: `http://localhost:${receiver.port}/` })).toMatchObject({ status: 204 });
});
