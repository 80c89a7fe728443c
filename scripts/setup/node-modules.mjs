import { command } from "./step.mjs";

/**
 * `npm install --no-save` takes the versions and checksums of the lockfile as `npm ci` does, but
 * does not refuse a lockfile without the optional packages of other systems, which a registry
 * mirror may not carry.
 */
export const installNodeModules = {
  name: "node-modules",
  title: "installing node_modules",
  inputs: ["package-lock.json"],
  outputs: ["node_modules/.bin/node", "node_modules/.package-lock.json"],
  run: () =>
    command("node-modules", ["npm", "install", "--no-save", "--no-audit", "--no-fund"], {
      nodeModules: false,
      help: "Check the network, the npm registry and free disk space, then start again.",
    }),
};
