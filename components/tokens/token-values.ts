import type { z } from "zod";
import type { CreateTokens } from "../../server/tokens/schema.ts";

/** What the form holds while it is being filled in. */
export type TokenValues = z.input<typeof CreateTokens>;
