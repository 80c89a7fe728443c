// Listens on the address and port of its arguments, and hands the socket to its parent process.
import { createServer } from "node:net";

const [, , address, port] = process.argv;
const server = createServer();
server.listen(Number(port), address, () => {
  process.send?.("listening", server, {}, () => server.close());
});
