import { Argument, type Command, Option } from "commander";
import { must } from "../api.ts";
import { addBulkOptions, type BulkOptions, runBulk } from "../bulk.ts";
import { parseDuration } from "../duration.ts";
import { usage } from "../exit-codes.ts";
import { findSensors } from "../find-sensor.ts";
import { listed } from "../sensor-filter.ts";
import type { Run, Session } from "../session.ts";

interface TagOptions extends BulkOptions {
  add?: string[];
  remove?: string[];
  set?: string[];
}

/** What changes sensors: by name, or all that a filter matches. */
export function addSensorChanges(sensors: Command, run: Run): void {
  addBulkOptions(sensors.command("delete [sensors...]"))
    .alias("rm")
    .description("deletes sensors by name or id, or all that match the filter")
    .action((names, options, command) =>
      run(command, (session) =>
        runBulk(session, {
          ...{ names, options, verb: "Delete", action: { kind: "delete" } },
          send: (body) => session.api.POST("/sensors/bulk-delete", { body }),
        }),
      ),
    );
  addBulkOptions(sensors.command("ephemeral"))
    .addArgument(new Argument("<to>", "ephemeral, or permanent").choices(["on", "off"]))
    .argument("[sensors...]")
    .description("lets sensors be removed by themselves after a silence, or never")
    .option("--remove-after <time>", "that silence: 30m, 12h")
    .action((to, names, options, command) =>
      run(command, (session) => changeEphemeral(session, to, names, options)),
    );
  addBulkOptions(sensors.command("tags [sensors...]"))
    .description("adds and removes tags")
    .option("--add <key:value>", "add this tag; repeat it for more", listed)
    .option("--remove <key:value>", "remove this tag; repeat it for more", listed)
    .addOption(
      new Option("--set <key:value>", "exactly these tags, on one named sensor")
        .argParser(listed)
        .conflicts(["add", "remove"]),
    )
    .action((names, options, command) =>
      run(command, (session) => changeTags(session, names, options)),
    );
}

async function changeEphemeral(
  session: Session,
  to: "on" | "off",
  names: string[],
  options: BulkOptions & { removeAfter?: string },
): Promise<void> {
  const { removeAfter } = options;
  const change = {
    ephemeral: to === "on",
    ...(removeAfter ? { removeAfterSeconds: parseDuration(removeAfter) } : {}),
  };
  await runBulk(session, {
    ...{ names, options, action: { kind: "ephemeral", ...change } },
    verb: to === "on" ? "Make ephemeral" : "Make permanent",
    send: (body) => session.api.POST("/sensors/bulk-ephemeral", { body: { ...body, ...change } }),
  });
}

async function changeTags(session: Session, names: string[], options: TagOptions): Promise<void> {
  const { add, remove, set } = options;
  if (set) return setTags(session, names, set);
  const tags = { ...(add ? { add } : {}), ...(remove ? { remove } : {}) };
  if (!add && !remove) throw usage("What should change?", "Give --add, --remove or --set.");
  const said = [...(add ?? []).map((tag) => `+${tag}`), ...(remove ?? []).map((tag) => `-${tag}`)];
  await runBulk(session, {
    names,
    options,
    verb: `Change the tags (${said.join(" ")}) of`,
    action: { kind: "tags", ...tags },
    send: (body) => session.api.POST("/sensors/bulk-tags", { body: { ...body, ...tags } }),
  });
}

async function setTags(session: Session, names: string[], tags: string[]): Promise<void> {
  const [sensor, ...more] = await findSensors(session, names);
  if (!sensor || more.length > 0) throw usage("--set is for one named sensor.");
  const changed = await must(
    session.api.PATCH("/sensors/{id}", { params: { path: { id: sensor.id } }, body: { tags } }),
  );
  if (session.json) session.value(changed);
  else session.line(changed.tags.join(","));
}
