import { inject } from "vitest";
import { type Lab, makeLab } from "./lab.ts";

/** The cluster that the test files share. */
export const openLab = (): Lab => makeLab(inject("cluster"));
