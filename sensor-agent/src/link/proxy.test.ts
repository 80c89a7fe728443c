import { once } from "node:events";
import { request } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { proxyFor, tunnelTo } from "./proxy.ts";

const https_proxy = "http://proxy.test:3128";
const none = null;

describe("proxyFor", () => {
  it.each<[string, Record<string, string>, string | null]>([
    ["https://console.test:15483", {}, none],
    ["https://console.test:15483", { https_proxy }, "http://proxy.test:3128/"],
    ["wss://console.test:15484/x", { https_proxy }, "http://proxy.test:3128/"],
    ["https://console.test", { http_proxy: "proxy.test:8080" }, "http://proxy.test:8080/"],
    [
      "https://console.test",
      { https_proxy, http_proxy: "http://other:1" },
      "http://proxy.test:3128/",
    ],
    ["https://console.test", { https_proxy: "socks5://proxy.test" }, none],
    ["https://console.test", { https_proxy: "http://" }, none],
    ["https://console.test", { https_proxy, no_proxy: "*" }, none],
    ["https://console.test", { https_proxy, no_proxy: "localhost, console.test" }, none],
    ["https://a.console.test", { https_proxy, no_proxy: "console.test" }, none],
    ["https://a.console.test", { https_proxy, no_proxy: ".console.test" }, none],
    ["https://a.console.test", { https_proxy, no_proxy: "*.CONSOLE.test" }, none],
    [
      "https://aconsole.test",
      { https_proxy, no_proxy: ".console.test" },
      "http://proxy.test:3128/",
    ],
    ["https://console.test:15483", { https_proxy, no_proxy: "console.test:15483" }, none],
    [
      "https://console.test:15484",
      { https_proxy, no_proxy: "console.test:15483" },
      "http://proxy.test:3128/",
    ],
    ["https://10.1.2.3", { https_proxy, no_proxy: "10.0.0.0/8" }, none],
    [
      "https://11.1.2.3",
      { https_proxy, no_proxy: "10.0.0.0/8,10.0.0.0/99,x/8" },
      "http://proxy.test:3128/",
    ],
    ["https://10.1.2.3", { https_proxy, no_proxy: "10.1.2.3:443" }, none],
    ["https://[fd00::7]:15483", { https_proxy, no_proxy: "fd00::/8" }, none],
    ["https://[fd00::7]:15483", { https_proxy, no_proxy: "[fd00::7]:15483" }, none],
    ["https://[fd00::1:7]:15483", { https_proxy, no_proxy: "fd00::1:7" }, none],
    ["https://[fd00::7]:15483", { https_proxy, no_proxy: "FD00:0::7" }, none],
    ["https://[fd00::1]:7", { https_proxy, no_proxy: "fd00::1:7" }, "http://proxy.test:3128/"],
    ["https://10.1.2.3", { https_proxy, no_proxy: "fd00::1:7" }, "http://proxy.test:3128/"],
    ["https://[fd00::7]:15483", { https_proxy, no_proxy: "10.0.0.0/8" }, "http://proxy.test:3128/"],
  ])("to %s with %j: %s", (target, environment, proxy) => {
    expect(proxyFor(new URL(target), environment)?.href ?? null).toBe(proxy);
  });
});

describe("a tunnel", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  async function listening(handler: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      handler(socket);
    });
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }

  it("is asked for by name, and carries TLS that the proxy cannot read", async () => {
    const heard = Promise.withResolvers<Buffer>();
    const console = await listening((socket) =>
      socket.once("data", (data) => {
        heard.resolve(data);
        socket.destroy();
      }),
    );
    const asked: string[] = [];
    const proxy = await listening((client) =>
      client.once("data", (head) => {
        asked.push(head.toString().split("\r\n")[0] ?? "");
        const onward = connect(console, "127.0.0.1", () => {
          client.write("HTTP/1.1 200 Connection established\r\n\r\n");
          client.pipe(onward).pipe(client);
        });
      }),
    );
    const url = new URL("https://console.test:15483/api");
    const agent = tunnelTo(url, { https_proxy: `http://127.0.0.1:${proxy}` });
    const call = request(url, { agent });
    await expect(once(call.end(), "response")).rejects.toThrow();
    // A TLS handshake record (RFC 8446 §5.1) that names the Console.
    const record = await heard.promise;
    expect([asked, record[0]]).toEqual([["CONNECT console.test:15483 HTTP/1.1"], 22]);
    expect(record.includes("console.test")).toBe(true);
  });

  it("that the proxy refuses is an error that says so", async () => {
    const proxy = await listening((client) =>
      client.once("data", () => client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")),
    );
    const url = new URL("https://console.test:15483/api");
    const agent = tunnelTo(url, { https_proxy: `http://127.0.0.1:${proxy}` });
    await expect(once(request(url, { agent }).end(), "response")).rejects.toThrow(/407/);
  });
});
