/** The release that Console and sensor are built from; `npm test` compares it with package.json. */
export const version = "0.1.0";
