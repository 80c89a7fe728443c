import { command } from "./step.mjs";

export const installNodeModules = {
  name: "node-modules",
  title: "installing node_modules",
  inputs: ["package-lock.json"],
  outputs: ["node_modules/.bin/node", "node_modules/.package-lock.json"],
  run: () =>
    command("node-modules", ["npm", "ci", "--no-audit", "--no-fund"], {
      nodeModules: false,
      help: "Check the network, the npm registry and free disk space, then start again.",
    }),
};
