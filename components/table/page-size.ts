/** How many rows a page may have; what the lists of the server give at most is the last. */
export const pageSizes = [50, 100, 250, 500] as const;
export type PageSize = (typeof pageSizes)[number];
