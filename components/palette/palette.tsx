"use client";
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import type { Layer } from "./layer.ts";
import { ShortcutProvider, useShortcuts } from "./shortcuts.tsx";

const loadPalette = () => import("./palette-dialog.tsx").then((module) => module.PaletteDialog);
const PaletteDialog = dynamic(loadPalette);
const ShortcutSheet = dynamic(() =>
  import("./shortcut-sheet.tsx").then((module) => module.ShortcutSheet),
);
const GenerateTokenDialog = dynamic(() =>
  import("../tokens/generate-token-dialog.tsx").then((module) => module.GenerateTokenDialog),
);

const LayerContext = createContext<((layer: Layer) => void) | null>(null);

export function useOpenLayer(): (layer: Layer) => void {
  const open = use(LayerContext);
  if (!open) throw new Error("Layers need a PaletteProvider above them.");
  return open;
}

export function PaletteProvider({ children }: { children: ReactNode }) {
  return (
    <ShortcutProvider>
      <Layers>{children}</Layers>
    </ShortcutProvider>
  );
}

function Layers({ children }: { children: ReactNode }) {
  const [layer, setLayer] = useState<Layer | null>(null);
  const close = () => setLayer(null);
  // Ahead of need, once the page is at rest: who presses the key goes on typing at once.
  useEffect(() => {
    const timer = setTimeout(loadPalette, 2_000);
    return () => clearTimeout(timer);
  }, []);
  useShortcuts(
    useMemo(
      () => [
        {
          keys: ["k"],
          isCommand: true,
          does: "Go to anything",
          group: "Everywhere",
          run: () => setLayer("palette"),
        },
        {
          keys: ["?"],
          does: "This list",
          group: "Everywhere",
          run: () => setLayer("shortcuts"),
        },
      ],
      [],
    ),
  );
  return (
    <LayerContext value={setLayer}>
      {children}
      {layer === "palette" && <PaletteDialog onClose={close} onOpen={setLayer} />}
      {layer === "shortcuts" && <ShortcutSheet onClose={close} />}
      {layer === "generate-token" && <GenerateTokenDialog onClose={close} />}
    </LayerContext>
  );
}

/** Opens the palette, for who knows no key for it. */
export function PaletteButton({ className }: { className?: string }) {
  const open = useOpenLayer();
  return (
    <Button
      variant="ghost"
      className={cn("h-8 justify-start px-2.5 font-normal [&>span]:w-full", className)}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => open("palette")}
    >
      <Search aria-hidden />
      <span className="max-lg:sr-only">Go to anything</span>
      <kbd aria-hidden className="ml-auto font-sans text-2xs text-ink-muted max-lg:hidden">
        Ctrl K
      </kbd>
    </Button>
  );
}
