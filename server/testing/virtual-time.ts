import type pg from "pg";
import type { Clock } from "../clock.ts";
import type { Connection } from "../gateway/connection.ts";
import { makeHeartbeatBuffer } from "../gateway/heartbeat-buffer.ts";

/** Gateways tick every second; steps up to the 5 s that do not yet count as deafness are the same. */
const stepSeconds = 5;

/** A database whose clock stands still until it is moved, and the heartbeats of its sensors. */
export interface VirtualTime {
  readonly clock: Clock;
  /** Sets the clock on (or back), and nothing else. */
  move(seconds: number): Promise<void>;
  /** Seconds in which gateways listen. */
  pass(seconds: number): Promise<void>;
  /** Seconds in which nobody listens. */
  deaf(seconds: number): Promise<void>;
  /** The clock is set, while gateways listen. */
  jump(seconds: number): Promise<void>;
  /** What a gateway writes when these sensors have just reported. */
  heartbeat(ids: readonly string[]): Promise<void>;
}

/** Replaces the database's clock by one that only moves when it is told to. */
export async function virtualTime(
  pool: pg.Pool,
  start = "2026-06-01T12:00:00Z",
): Promise<VirtualTime> {
  let nowMs = Date.parse(start);
  await pool.query("CREATE TABLE virtual_clock (at timestamptz NOT NULL)");
  await pool.query("INSERT INTO virtual_clock VALUES ($1)", [start]);
  await pool.query(`CREATE OR REPLACE FUNCTION database_now() RETURNS timestamptz
    LANGUAGE sql VOLATILE AS 'SELECT at FROM virtual_clock'`);
  await pool.query("UPDATE listening SET last_at = $1, missed_ms = 0, gap_at = NULL", [start]);
  const buffer = makeHeartbeatBuffer({ pool, monotonicMs: () => 0 });

  async function move(seconds: number): Promise<void> {
    nowMs += seconds * 1000;
    await pool.query("UPDATE virtual_clock SET at = $1", [new Date(nowMs)]);
  }
  const tick = () => pool.query("SELECT tick_listening()");

  async function pass(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= stepSeconds) {
      await move(Math.min(left, stepSeconds));
      await tick();
    }
  }

  return {
    clock: { now: () => new Date(nowMs), sleep: (ms) => pass(ms / 1000) },
    move,
    pass,
    async deaf(seconds) {
      await move(seconds);
      await tick();
    },
    async jump(seconds) {
      await move(seconds);
      await tick();
    },
    async heartbeat(ids) {
      for (const id of ids) buffer.add(unheard(id), 0);
      await buffer.flush();
    },
  };
}

/** A connection whose socket is closed: the acknowledgement goes nowhere. */
function unheard(sensorId: string): Connection {
  const socket = { readyState: 3, OPEN: 1 } as Connection["socket"];
  return {
    sensorId,
    socket,
    tags: [],
    isEphemeral: true,
    isGreeted: true,
    seq: 0,
    lastFrameMs: 0,
    framesInSweep: 0,
    runtime: "",
    node: "",
    hasReported: true,
    isTerminating: false,
    bootId: undefined,
  };
}
