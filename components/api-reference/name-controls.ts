/** What the viewer leaves without a name, or out of reach of the keyboard. */
const names: [selector: string, name: string][] = [
  ["select.examples-select-element", "Example"],
  ["select.content-type", "Content type"],
  ["select", "Value"],
  ["input.operation-filter-input", "Filter by tag or path"],
  ["textarea", "Body"],
];

/** Names controls as the viewer adds them, until it is stopped. */
export function nameControls(node: HTMLElement): () => void {
  const name = () => {
    for (const [selector, label] of names)
      for (const control of node.querySelectorAll(
        `${selector}:not([aria-label], [aria-labelledby])`,
      ))
        control.setAttribute("aria-label", label);
    for (const code of node.querySelectorAll<HTMLElement>("pre:not([tabindex])")) code.tabIndex = 0;
  };
  const observer = new MutationObserver(name);
  observer.observe(node, { childList: true, subtree: true });
  name();
  return () => observer.disconnect();
}
