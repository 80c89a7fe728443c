/** What stands over any page; each is loaded when it is first asked for. */
export type Layer = "palette" | "shortcuts" | "generate-token";
