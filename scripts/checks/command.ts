import { spawn } from "node:child_process";

/** Runs a program of the project with its output on ours. @returns whether it ended well in time */
export async function succeeds(command: string[], withinMinutes = 5): Promise<boolean> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: withinMinutes * 60_000,
  });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.log(`${program}: ${error.message}`);
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
}
