"use client";
import { createContext, type ReactNode, use, useEffect, useRef, useState } from "react";
import { type Shortcut, shortcutFor } from "./shortcut.ts";

type Source = () => readonly Shortcut[];

interface Registry {
  add: (source: Source) => () => void;
  all: () => readonly Shortcut[];
}

function makeRegistry(): Registry {
  const sources = new Set<Source>();
  return {
    add(source) {
      sources.add(source);
      return () => sources.delete(source);
    },
    all: () => [...sources].flatMap((source) => source()),
  };
}

const RegistryContext = createContext<Registry | null>(null);

export function useShortcutRegistry(): Registry {
  const registry = use(RegistryContext);
  if (!registry) throw new Error("Shortcuts need a ShortcutProvider above them.");
  return registry;
}

/** Single keys work on the whole page, except in a field, a menu or a dialog. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(makeRegistry);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { target } = event;
      if (event.key === "Enter" && isControl(target)) return;
      const state = { isTyping: isTyping(target), isLayerOpen: isLayerOpen() };
      const found = shortcutFor(registry.all(), event, state);
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** What the page can do by key while this is shown; the sheet lists it. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useShortcutRegistry();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => registry.add(() => latest.current), [registry]);
}

const notTyped = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "file"]);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !notTyped.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest("a, button, input, [role=button]") !== null;

/** Popovers are dialogs too. */
function isLayerOpen(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
