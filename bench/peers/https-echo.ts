// The peer of an admission review: a bare Node HTTPS server that parses the same JSON and sends it back.
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

process.once("message", (options: { key: string; cert: string }) => {
  const server = createServer({ ...options, minVersion: "TLSv1.2" }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const echo = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(200, { "content-type": "application/json" }).end(echo);
    });
  });
  server.listen(0, () => process.send?.({ port: (server.address() as AddressInfo).port }));
});
