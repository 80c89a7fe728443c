/** A sentence in which text between backticks is code. */
export function CodeText({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
        key={index}
        className="wrap-anywhere rounded bg-sunken px-1 py-px font-mono text-[0.92em] text-ink"
      >
        {part}
      </code>
    ),
  );
}
