// Many sensors in one process: opens mTLS links, then sends heartbeats at a steady rate.
import { connect } from "node:tls";
import WebSocket from "ws";
import { aHeartbeat, aHello } from "../../server/testing/heartbeat.ts";

interface Open {
  do: "open";
  url: string;
  ca: string;
  identities: { certificate: string; key: string }[];
  kind: "sensor" | "echo" | "tls";
}
interface Beat {
  do: "beat";
  /** One heartbeat of every link, spread over this. */
  roundMs: number;
  rounds: number;
}

const links: WebSocket[] = [];
let answered = 0;
let seq = 0;
/** When each link's heartbeat was sent, and how long the answers took, in ms. */
const sentAt = new Map<WebSocket, number>();
let latencies: number[] = [];

process.on("message", (message: Open | Beat) => {
  const done = message.do === "open" ? open(message) : beat(message);
  done.then((answer) => process.send?.(answer));
});

async function open({ url, ca, identities, kind }: Open): Promise<{ open: number }> {
  for (let at = 0; at < identities.length; at += 20) {
    const some = identities.slice(at, at + 20);
    await Promise.all(
      some.map((identity, index) =>
        (kind === "tls" ? tls : link)(url, ca, identity, at + index, kind),
      ),
    );
  }
  return { open: identities.length };
}

/** 28,000 ports per source address: the load is spread over 127.0.0.0/8. */
const source = (index: number) => `127.0.${1 + (index % 20)}.1`;

function link(
  url: string,
  ca: string,
  { certificate: cert, key }: Open["identities"][number],
  index: number,
  kind: string,
) {
  return new Promise<void>((resolve, reject) => {
    const socket = new WebSocket(url, {
      ca,
      cert,
      key,
      localAddress: source(index),
      perMessageDeflate: false,
    });
    socket.on("error", reject);
    socket.on("open", () => {
      links.push(socket);
      if (kind === "sensor") socket.send(JSON.stringify(aHello));
      else resolve();
    });
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('{"type":"welcome"')) resolve();
      else {
        answered += 1;
        latencies.push(performance.now() - (sentAt.get(socket) ?? Number.NaN));
      }
    });
  });
}

function tls(
  url: string,
  ca: string,
  { certificate: cert, key }: Open["identities"][number],
  index: number,
) {
  const { hostname, port } = new URL(url);
  return new Promise<void>((resolve, reject) => {
    const localAddress = source(index);
    const options = {
      host: hostname,
      port: Number(port),
      servername: "localhost",
      ca,
      cert,
      key,
      localAddress,
    };
    const socket = connect(options, resolve);
    socket.on("error", reject);
  });
}

/** `latenciesMs`: from sending a heartbeat to its answer, in the order of the answers. */
async function beat({ roundMs, rounds }: Beat) {
  const before = answered;
  latencies = [];
  let sent = 0;
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    const text = JSON.stringify(aHeartbeat(seq++));
    for (let at = 0; at < links.length; at += 20) {
      for (const socket of links.slice(at, at + 20)) {
        sentAt.set(socket, performance.now());
        socket.send(text);
      }
      sent += Math.min(20, links.length - at);
      const due = begin + (roundMs * at) / links.length;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    }
  }
  for (let wait = 0; wait < 100 && answered - before < sent; wait++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return { sent, answered: answered - before, latenciesMs: latencies };
}
