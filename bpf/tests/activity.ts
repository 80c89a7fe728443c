import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/** Executes `count` programs, one after the other; the loader's lines are read meanwhile. */
export async function execs(count: number): Promise<void> {
  const loop = 'i=0; while [ $i -lt "$0" ]; do /bin/true; i=$((i+1)); done';
  await once(spawn("sh", ["-c", loop, String(count)], { stdio: "ignore" }), "exit");
}

/** One connection to a fresh listener, opened and closed; gives the ports of both ends. */
export async function oneConnection(address: string): Promise<{ server: number; client: number }> {
  const listener = createServer((socket) => socket.end()).listen(0, address);
  await once(listener, "listening");
  const { port: server } = listener.address() as AddressInfo;
  const socket = connect(server, address);
  await once(socket, "connect");
  const client = socket.localPort ?? 0;
  await once(socket.resume(), "close");
  listener.close();
  return { server, client };
}
