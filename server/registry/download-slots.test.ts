import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { makeDownloadSlots } from "./download-slots.ts";

/** What the slots look at of a response: that it closes. */
const aResponse = () => new EventEmitter() as unknown as ServerResponse;
/** Lets what is about to happen happen. */
const settled = () => new Promise(setImmediate);

it("lets so many through, and the next when one is done", async () => {
  const slots = makeDownloadSlots({ active: 2, perAddress: 2, waiting: 2 });
  const first = await slots.enter("a", aResponse());
  await slots.enter("b", aResponse());
  const entered: string[] = [];
  for (const name of ["c", "d"]) void slots.enter(name, aResponse()).then(() => entered.push(name));
  await settled();
  expect(entered).toEqual([]);
  first();
  await settled();
  expect(entered).toEqual(["c"]);
});

it("has one busy address hold up nobody else", async () => {
  const slots = makeDownloadSlots({ active: 3, perAddress: 1, waiting: 4 });
  const leave = await slots.enter("a", aResponse());
  let second = false;
  void slots.enter("a", aResponse()).then(() => {
    second = true;
  });
  await slots.enter("b", aResponse());
  await settled();
  expect(second).toBe(false);
  leave();
  await settled();
  expect(second).toBe(true);
});

it("refuses who would be one too many in line", async () => {
  const slots = makeDownloadSlots({ active: 1, perAddress: 1, waiting: 1 });
  await slots.enter("a", aResponse());
  void slots.enter("b", aResponse());
  await expect(slots.enter("c", aResponse())).rejects.toMatchObject({ code: "TOOMANYREQUESTS" });
});

it("gives the place of who went away to the next in line", async () => {
  const slots = makeDownloadSlots({ active: 1, perAddress: 1, waiting: 2 });
  const leave = await slots.enter("a", aResponse());
  const gone = aResponse();
  const left = slots.enter("b", gone);
  const next = slots.enter("c", aResponse());
  gone.emit("close");
  await expect(left).rejects.toThrow("gone away");
  leave();
  await expect(next).resolves.toBeTypeOf("function");
});
