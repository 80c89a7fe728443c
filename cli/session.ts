import type { Command } from "commander";
import { type Api, makeApi, openFetch, restBase } from "./api.ts";
import { type ConnectionOptions, readConnection } from "./config.ts";
import { type Paint, paintFor } from "./output/paint.ts";
import { type Column, table } from "./output/table.ts";
import type { World } from "./world.ts";

/** What a command works with: the Console, and where to say what. */
export interface Session {
  readonly api: Api;
  /** Any request of the API, for which there is no type. */
  send(method: string, path: string, body?: string): Promise<Response>;
  readonly world: World;
  readonly json: boolean;
  readonly paint: Paint;
  /** Results, on stdout. */
  line(text: string): void;
  /** The Console's answer, as JSON. */
  value(value: unknown): void;
  /** Content as it comes, on stdout. */
  copy(content: ReadableStream<Uint8Array>): Promise<void>;
  /** Everything that is no result, on stderr. */
  note(text: string): void;
  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): void;
}

export type Action = (session: Session) => Promise<void>;
/** Opens a session with the command's options and runs the action in it. */
export type Run = (command: Command, action: Action) => Promise<void>;

export function makeRun(world: World): Run {
  return async (command, action) => {
    const options = command.optsWithGlobals<ConnectionOptions & { json?: true }>();
    const connection = readConnection(options, world);
    const fetch = await openFetch(connection, world);
    const paint = paintFor(world);
    const line = (text: string) => void world.stdout.write(`${text}\n`);
    await action({
      api: makeApi(connection, fetch),
      send: (method, path, body) =>
        fetch(
          new Request(`${connection.url}${restBase}${path}`, {
            method,
            ...(body === undefined
              ? {}
              : { body, headers: { "content-type": "application/json" } }),
          }),
        ),
      world,
      json: options.json === true,
      paint,
      line,
      value: (value) => line(JSON.stringify(value, null, 2)),
      async copy(content) {
        const decoder = new TextDecoder();
        for await (const chunk of content)
          world.stdout.write(decoder.decode(chunk, { stream: true }));
      },
      note: (text) => void world.stderr.write(`${text}\n`),
      table: (columns, rows) => table(columns, rows, paint).forEach(line),
    });
  };
}
