/** Losses out of fewer heartbeating sensors than this are never implausible. */
export const heardMin = 10;

/** Sensors of one cluster. */
export interface ReportLoss {
  /** Those whose nodes are gone although they still heartbeat. */
  readonly leaving: number;
  /** All that heartbeat. */
  readonly heard: number;
}

/**
 * Whether the deletion of so many nodes that live is rather a fault of the report than their end: one
 * made from half of a list, or by a sensor that is not allowed to see more.
 */
export function isImplausible({ leaving, heard }: ReportLoss): boolean {
  return heard >= heardMin && leaving > heard / 2;
}
