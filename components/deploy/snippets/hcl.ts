/** Text inside an HCL template, where `${` and `%{` would begin an expression. */
export const hclText = (text: string) => text.replace(/([$%])\{/g, "$1$1{");

/** A quoted HCL string. */
export function hclString(text: string): string {
  return hclText(JSON.stringify(text));
}

/** Text over several lines, exactly as it is; it ends with a line break. `template` is HCL already. */
export function hclHeredoc(template: string, label: string): string {
  return `<<${label}\n${template}${label}`;
}
