import { text } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { refusal } from "../api.ts";
import { readText } from "../config.ts";
import { usage } from "../exit-codes.ts";
import type { Run, Session } from "../session.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** `telovix api`: any call of the API that has no command of its own. */
export function addApiCommand(program: Command, run: Run): void {
  program
    .command("api <path>")
    .description("makes any call of the REST API: telovix api /sensors?limit=1")
    .addOption(new Option("-X, --method <method>").choices(methods).default("GET"))
    .option("--body <file>", "the JSON to send, from a file, or - for standard input")
    .action((path, options, command) => run(command, (session) => call(session, path, options)));
}

async function call(
  session: Session,
  path: string,
  { method, body }: { method: (typeof methods)[number]; body?: string },
): Promise<void> {
  if (!path.startsWith("/")) throw usage("The path begins with a slash: /sensors.");
  const sent = body === undefined ? undefined : await readBody(session, body);
  const answer = await session.send(method, path, sent);
  const content = await answer.text();
  if (!answer.ok) throw refusal(parse(content), answer.status);
  const value = parse(content);
  if (value !== undefined) session.value(value);
  else if (content) session.line(content);
}

async function readBody({ world }: Session, file: string): Promise<string> {
  const content = file === "-" ? await text(world.stdin) : readText(file, "body");
  if (parse(content) === undefined) throw usage("The body is not JSON.");
  return content;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
