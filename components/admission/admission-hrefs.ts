/** Where a rule is read and changed. */
export const ruleHref = (id: string): string => `/admission/rules/${id}`;

/** What one rule decided. */
export const ruleDecisionsHref = (id: string): string => `/admission/decisions?rule=${id}`;
