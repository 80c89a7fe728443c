import { defineConfig } from "vitest/config";

const database = ["**/*.db.test.ts"];
const outside = ["node_modules/**", "build/**", ".next/**", ".cache/**"];

// unit: pure and fast. database: on one real PostgreSQL. bpf, e2e: on the real kernel and product.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{server,cli,sensor-agent,components,scripts}/**/*.test.{ts,tsx}"],
          exclude: [...outside, ...database],
          // Milliseconds each; generated input takes seconds when the machine is busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "database",
          include: database,
          exclude: outside,
          globalSetup: ["server/testing/database-server.ts"],
          // They wait for PostgreSQL as long as they compute.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "churn",
          include: ["e2e/churn/**/*.test.ts"],
          globalSetup: ["server/testing/database-server.ts"],
        },
      },
      {
        test: {
          name: "bpf",
          include: ["bpf/tests/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "host",
          include: ["e2e/host/**/*.test.ts"],
          globalSetup: ["e2e/host/build-images.ts"],
          // Hosts and Consoles of their own, and mostly waiting for a clock.
          maxWorkers: 3,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["e2e/browser/**/*.test.ts"],
          // Each file has a Console and a browser of its own.
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "chart",
          include: ["e2e/cluster/chart/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "registry",
          include: ["e2e/cluster/registry/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "cluster",
          include: ["e2e/cluster/*.test.ts"],
          // One cluster for all files.
          globalSetup: ["e2e/cluster/start.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      ...["deploy", "consoles", "chaos", "supervisor", "cli", "api"].map((name) => ({
        test: {
          name,
          include: [`e2e/${name}/**/*.test.ts`],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      })),
    ],
  },
});
