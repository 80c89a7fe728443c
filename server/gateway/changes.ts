import type pg from "pg";
import type { Logger } from "pino";
import type { Heartbeat, Hello, KubernetesNode } from "../../sensor-agent/src/protocol.ts";
import type { Connection } from "./connection.ts";
import { nodeKey, writeNode } from "./node-facts.ts";
import {
  runtimeKey,
  writeFirstHeartbeat,
  writeHello,
  writeRuntime,
  writeTermination,
} from "./sensor-facts.ts";

/** Writes what sensors say of themselves where it changes; most heartbeats change nothing. */
export function makeChanges({ pool, log }: { pool: pg.Pool; log: Logger }) {
  const failed = (what: string) => (error: unknown) =>
    log.warn({ err: error }, `${what} was not written`);
  /** `undo` forgets that it was said, so that the next heartbeat says it again. */
  const write = (what: string, writing: Promise<void>, undo: () => void) =>
    void writing.catch((error) => {
      undo();
      failed(what)(error);
    });

  function first(connection: Connection): void {
    if (connection.hasReported) return;
    connection.hasReported = true;
    write("A first heartbeat", writeFirstHeartbeat(pool, connection.sensorId), () => {
      connection.hasReported = false;
    });
  }

  function termination(connection: Connection, { terminating }: Heartbeat): void {
    const isTerminating = terminating !== undefined;
    if (isTerminating === connection.isTerminating) return;
    connection.isTerminating = isTerminating;
    write("A termination", writeTermination(pool, connection.sensorId, terminating), () => {
      connection.isTerminating = !isTerminating;
    });
  }

  function runtime(connection: Connection, heartbeat: Heartbeat): void {
    const { runtime: before } = connection;
    connection.runtime = runtimeKey(heartbeat);
    if (connection.runtime === before) return;
    write("A sensor's state", writeRuntime(pool, connection.sensorId, heartbeat), () => {
      connection.runtime = before;
    });
  }

  function node(connection: Connection, said: KubernetesNode): void {
    const { node: before, sensorId } = connection;
    connection.node = nodeKey(said);
    if (connection.node === before) return;
    const { clusterUid } = said;
    const writing = writeNode(pool, sensorId, said).then((isWritten) => {
      if (!isWritten) log.warn({ sensorId, clusterUid }, "A sensor's token is of another cluster");
    });
    write("A sensor's node", writing, () => {
      connection.node = before;
    });
  }

  return {
    node,
    greeted(connection: Connection, hello: Hello): void {
      void writeHello(pool, connection, hello).catch(failed("A greeting"));
    },
    heartbeat(connection: Connection, heartbeat: Heartbeat): void {
      first(connection);
      termination(connection, heartbeat);
      runtime(connection, heartbeat);
    },
  };
}
