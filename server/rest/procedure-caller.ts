import { createCallerFactory, type RequestContext } from "../trpc/init.ts";
import { appRouter } from "../trpc/router.ts";

type Procedure = (input: unknown) => Promise<unknown>;

/** Calls a procedure by its path, `sensors.list`. The routes name only procedures that exist. */
export function procedureCaller() {
  const createCaller = createCallerFactory(appRouter);
  return (context: RequestContext, path: string, input: unknown): Promise<unknown> => {
    // The caller is a proxy that takes any path.
    const steps = path.split(".");
    const procedure = steps.reduce<unknown>(
      (node, step) => (node as Record<string, unknown>)[step],
      createCaller(context),
    );
    return (procedure as Procedure)(input);
  };
}
