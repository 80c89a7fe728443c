"use client";
import { useState } from "react";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { keyCaps, type Shortcut } from "./shortcut.ts";
import { useShortcutRegistry } from "./shortcuts.tsx";

/** What the keys do on this very page, and nothing else. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const registry = useShortcutRegistry();
  const [listed] = useState(() => registry.all().filter(({ isSilent }) => !isSilent));
  const groups = [...new Set(listed.map(({ group }) => group))];
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Keyboard shortcuts" className="sm:max-w-2xl">
        <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
          {groups.map((group) => (
            <section key={group}>
              <h3 className="mb-1.5 font-medium text-ink-muted text-xs">{group}</h3>
              <dl className="grid gap-1">
                {listed
                  .filter((each) => each.group === group)
                  .map((each) => (
                    <ShortcutLine key={each.does} shortcut={each} />
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function ShortcutLine({ shortcut }: { shortcut: Shortcut }) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-4">
      <dt>{shortcut.does}</dt>
      <dd className="flex shrink-0 items-center gap-1.5">
        {keyCaps(shortcut, isMac()).map((caps, index) => (
          <span key={caps.join()} className="flex items-center gap-1">
            {index > 0 && <span className="px-0.5 text-ink-muted text-xs">or</span>}
            {caps.map((cap) => (
              <Kbd key={cap}>{cap}</Kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}

export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="grid h-5 min-w-5 place-items-center rounded border border-line-strong bg-sunken px-1 font-sans text-2xs text-ink-muted">
      {children}
    </kbd>
  );
}

export const isMac = (): boolean =>
  typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
