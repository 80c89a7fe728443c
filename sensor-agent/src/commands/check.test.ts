import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { Exit } from "../exit.ts";
import { readCommandLine } from "../options.ts";
import { selfSigned } from "../testing/small-gateway.ts";
import { checkCommand } from "./check.ts";

afterEach(() => vi.restoreAllMocks());

it("says what is in the way, also where the CA is a file that only the sensor's own pod sees", async () => {
  vi.spyOn(console, "log").mockReturnValue();
  const { certificate: cert, key } = await selfSigned();
  const clockOfLongAgo = { date: "Sat, 01 Jan 2000 00:00:00 GMT" };
  const server = createServer({ cert, key }, (_request, response) =>
    response.writeHead(200, clockOfLongAgo).end(),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const argv = ["check", "--kubernetes", "--state", "mem:", "--console", url];
  const { options } = readCommandLine([...argv, "--ca-cert", "/host/etc/no-such-ca.pem"], {});
  const error = await checkCommand(options).catch((thrown: unknown) => thrown);
  server.closeAllConnections();
  server.close();
  expect(error).toBeInstanceOf(Exit);
  expect(String(error)).toMatch(/ClockOff|NoBtf|NoBpffs|KernelTooOld/);
});
