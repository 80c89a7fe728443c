import { must } from "./api.ts";
import { CliError, exitCodes } from "./exit-codes.ts";
import { pages } from "./list.ts";
import type { Session } from "./session.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Sensors by id or by their whole name, which is unique among those that are enrolled. */
export async function findSensors(
  session: Session,
  names: string[],
): Promise<{ id: string; name: string }[]> {
  const found: { id: string; name: string }[] = [];
  for (const name of new Set(names))
    found.push(uuid.test(name) ? { id: name, name } : await byName(session, name));
  return found;
}

async function byName({ api }: Session, name: string): Promise<{ id: string; name: string }> {
  const fetch = (page: { limit: number; cursor?: string }) =>
    must(api.GET("/sensors", { params: { query: { q: name, ...page } } }));
  for await (const { items } of pages(fetch, {})) {
    const sensor = items.find((each) => each.name === name);
    if (sensor) return sensor;
  }
  throw new CliError(exitCodes.refused, `No sensor is called ${name}.`, {
    help: `Look for it with: telovix sensors list --q ${name}`,
  });
}
