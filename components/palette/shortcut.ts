/** A key that does something on the page, as the sheet of shortcuts lists it. */
export interface Shortcut {
  /** As `KeyboardEvent.key` says it; a capital letter is with Shift. Any of them. */
  readonly keys: readonly string[];
  /** With Control, or ⌘ on a Mac. */
  readonly isCommand?: true;
  /** What it does, as in "Next sensor". */
  readonly does: string;
  /** Under which heading it is listed. */
  readonly group: string;
  /** Whether it is worth a line of its own in the sheet; the others only work. */
  readonly isSilent?: true;
  readonly run: () => void;
}

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a press means. While something is typed or a layer is open, only commands count. */
export function shortcutFor(
  shortcuts: readonly Shortcut[],
  press: Press,
  state: { isTyping: boolean; isLayerOpen: boolean },
): Shortcut | undefined {
  if (press.altKey) return undefined;
  const isCommand = press.ctrlKey || press.metaKey;
  if (state.isLayerOpen || (state.isTyping && !isCommand)) return undefined;
  return shortcuts.find(
    (each) => (each.isCommand ?? false) === isCommand && each.keys.includes(press.key),
  );
}

const names: Readonly<Record<string, string>> = {
  Backspace: "⌫",
  Delete: "Del",
  Enter: "↵",
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
};

/** How a key is written in the sheet: `J` is Shift and J. */
export function keyCaps({ keys, isCommand }: Shortcut, isMac: boolean): string[][] {
  return keys.map((key) => {
    const isCapital = /^[A-Z]$/.test(key);
    const cap = names[key] ?? key.toUpperCase();
    return [...(isCommand ? [isMac ? "⌘" : "Ctrl"] : []), ...(isCapital ? ["Shift"] : []), cap];
  });
}
