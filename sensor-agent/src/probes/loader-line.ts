import { z } from "zod";
import { type EventKind, eventKinds } from "../protocol.ts";

/** Lines of telovix-loader, version 1: one JSON object a line on its standard output. */
const v = z.literal(1);
const count = z.number().int().min(0);
const text = z.string().max(1024);

const Counts = z.object({
  v,
  type: z.literal("counts"),
  atMs: count,
  /** Since the loader started. */
  events: z.record(z.enum(eventKinds), count),
  lost: count,
  cpuMs: count,
  rssBytes: count,
});

export const LoaderLine = z.discriminatedUnion("type", [
  z.object({
    v,
    type: z.literal("hello"),
    version: text,
    pid: count,
    kernel: text,
    transport: z.enum(["ringbuf", "perfbuf"]),
  }),
  z.object({
    v,
    type: z.literal("program"),
    name: text,
    state: z.enum(["attached", "failed"]),
    detail: text.optional(),
  }),
  Counts,
  z.looseObject({ v, type: z.literal("event"), kind: z.enum(eventKinds), atMs: count }),
  z.object({
    v,
    type: z.literal("bye"),
    reason: z.enum(["signal", "eof", "error"]),
    detail: text.optional(),
  }),
]);
export type LoaderLine = z.infer<typeof LoaderLine>;
export type LoaderCounts = z.infer<typeof Counts>;

/** A longer line is not one of ours. */
export const lineBytesMax = 8 * 1024;

/** One line, or null for anything that is not version 1 of the format. */
export function parseLoaderLine(line: string): LoaderLine | null {
  if (line.length > lineBytesMax) return null;
  try {
    return LoaderLine.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

export type EventCounts = Record<EventKind, number>;
export const noEvents: EventCounts = {
  exec: 0,
  exit: 0,
  connect: 0,
  accept: 0,
  close: 0,
  listen: 0,
};
