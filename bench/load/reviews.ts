// Posts bodies in turn at a fixed rate over kept-alive connections, as an API server does, and answers
// with the milliseconds from when each was due: one that waits for its turn counts its waiting.
import { Agent, request } from "node:https";

export interface ReviewLoad {
  readonly url: string;
  readonly ca: string;
  readonly bodies: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

const connections = 4;

process.on("message", (load: ReviewLoad) => {
  void run(load).then((milliseconds) => process.send?.({ milliseconds }));
});

async function run({ url, ca, bodies, perSecond, seconds }: ReviewLoad): Promise<number[]> {
  const agent = new Agent({ ca, keepAlive: true, maxSockets: connections });
  const beginMs = performance.now() + 50;
  const all = Array.from({ length: perSecond * seconds }, async (_, index) => {
    const dueMs = beginMs + (index * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, dueMs - performance.now()));
    await post({ url, agent, body: bodies[index % bodies.length] ?? "" });
    return performance.now() - dueMs;
  });
  return Promise.all(all).finally(() => agent.destroy());
}

function post({ url, agent, body }: { url: string; agent: Agent; body: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const outgoing = request(url, { agent, method: "POST", headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`Answered ${response.statusCode}`));
      response.resume().on("end", resolve).on("error", reject);
    });
    outgoing.on("error", reject).end(body);
  });
}
