/** What is wrong with a text that does not parse, and at which offset. */
export interface Misplaced {
  readonly offset: number;
  readonly message: string;
}

interface Token {
  readonly kind: "value" | "name" | "sign";
  readonly text: string;
  readonly offset: number;
}

const quoted = String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`;
const raw = String.raw`"[^"\n]*"|'[^'\n]*'`;
const long = String.raw`"""[\s\S]*?"""|'''[\s\S]*?'''`;
const text = `[bB]?[rR][bB]?(?:${long}|${raw})|[bB]?(?:${long}|${quoted})`;
const number = String.raw`0x[\da-fA-F]+u?|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?u?`;
const sign = String.raw`&&|\|\||[=!<>]=|[-!<>+*/%?:.,()[\]{}]`;
const tokens = new RegExp(
  String.raw`(?<blank>\s+|//[^\n]*)|(?<value>${text}|${number})|(?<name>[A-Za-z_]\w*)|(?<sign>${sign})|(?<stray>[\s\S])`,
  "g",
);

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const operators = new Set(["&&", "||", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"]);
const between = new Set([...operators, "?", ":", ","]);

/**
 * The first place at which the text cannot go on, which the parser does not tell: it names the end of
 * what it could still read, often far before. Null: nothing that a look at its words finds.
 */
export function misplaced(expression: string): Misplaced | null {
  const open: Token[] = [];
  let before: Token | null = null;
  for (const match of expression.matchAll(tokens)) {
    const token = tokenOf(match);
    if (!token) continue;
    const message = problemOf(token, before, open);
    if (message) return { offset: token.offset, message };
    if (token.text in closing) open.push(token);
    if (Object.values(closing).includes(token.text)) open.pop();
    before = token;
  }
  if (before && needsValue(before)) {
    return { offset: expression.trimEnd().length, message: "The expression is not complete." };
  }
  const last = open.at(-1);
  return last ? { offset: last.offset, message: `“${last.text}” is never closed.` } : null;
}

function tokenOf({ groups = {}, index }: RegExpExecArray): Token | null {
  const { value, name, sign, stray } = groups;
  if (value !== undefined) return { kind: "value", text: value, offset: index };
  if (name === "in") return { kind: "sign", text: name, offset: index };
  if (name !== undefined) return { kind: "name", text: name, offset: index };
  const text = sign ?? stray;
  return text === undefined ? null : { kind: "sign", text, offset: index };
}

/** Whether a value, or its beginning, has to follow. */
const needsValue = ({ kind, text }: Token) =>
  kind === "sign" && (between.has(text) || ["!", ".", "in"].includes(text));

function problemOf(token: Token, before: Token | null, open: readonly Token[]): string | null {
  const { kind, text } = token;
  const isNext = before === null || needsValue(before) || before.text in closing;
  if (kind !== "sign") return isNext ? null : `An operator is missing before “${text}”.`;
  if (text === '"' || text === "'") return `The text that begins with ${text} does not end.`;
  if (Object.values(closing).includes(text)) return closes(text, before, open.at(-1));
  const isKnown = text in closing || between.has(text) || ["!", ".", "in"].includes(text);
  if (!isKnown) return `“${text}” has no meaning here.`;
  const begins = ["!", "-", "."].includes(text) || text in closing;
  if (isNext && !begins) return `Something is missing before “${text}”.`;
  return !isNext && text === "!" ? "An operator is missing before “!”." : null;
}

function closes(text: string, before: Token | null, opened: Token | undefined): string | null {
  if (!opened || closing[opened.text] !== text) return `Nothing is open that “${text}” closes.`;
  const endsList = before?.text === "," && text !== ")";
  return before && needsValue(before) && !endsList
    ? `Something is missing before “${text}”.`
    : null;
}
