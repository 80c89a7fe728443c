/** Why a start was refused, in one line with the next step; printed without a stack. */
export class StartError extends Error {}
