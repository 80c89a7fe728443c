import type { World } from "../world.ts";

const codes = { green: 32, yellow: 33, red: 31, dim: 2, bold: 1 } as const;
export type Paint = Readonly<Record<keyof typeof codes, (text: string) => string>>;

const make = (isOn: boolean): Paint => {
  const paint = (code: number) => (text: string) => (isOn ? `\x1b[${code}m${text}\x1b[0m` : text);
  return {
    green: paint(codes.green),
    yellow: paint(codes.yellow),
    red: paint(codes.red),
    dim: paint(codes.dim),
    bold: paint(codes.bold),
  };
};

export const plainPaint = make(false);

/** Color only for people: on a terminal, and not where NO_COLOR is set (no-color.org). */
export function paintFor({ stdout, env }: Pick<World, "stdout" | "env">): Paint {
  return make(stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb");
}

const statusColors = {
  healthy: "green",
  degraded: "yellow",
  stale: "yellow",
  offline: "red",
  departed: "dim",
} as const;

export function statusColor(status: keyof typeof statusColors): keyof Paint {
  return statusColors[status];
}
