/** Text as a literal block, whose lines stay as they are; what a block cannot hold becomes a string. */
export function yamlBlock(text: string, indent: number): string {
  const isPlain = /^[!-~][\n -~]*$/.test(text) && !/ \n/.test(text) && /[^\n]\n$/.test(text);
  if (!isPlain) return JSON.stringify(text);
  const margin = " ".repeat(indent);
  const lines = text.trimEnd().split("\n");
  return ["|", ...lines.map((line) => line && margin + line)].join("\n");
}
