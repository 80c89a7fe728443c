"use client";
import { useQuery } from "@tanstack/react-query";
import {
  Bookmark,
  Keyboard,
  KeyRound,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Rocket,
  Sun,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useTRPC } from "../api/trpc.ts";
import { useMay } from "../shell/me.tsx";
import { places } from "../shell/navigation.tsx";
import { signOut } from "../shell/session.ts";
import { viewHref } from "../views/view-href.ts";
import type { Layer } from "./layer.ts";

interface Entry {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly note?: string;
  readonly run: () => void;
}

interface EntryGroup {
  readonly heading: string;
  readonly entries: readonly Entry[];
}

const themes = [
  ["light", "Light theme", Sun],
  ["dark", "Dark theme", Moon],
  ["system", "Theme of the system", Monitor],
] as const;

/** What the palette offers beside sensors; what the role may not do is not there. */
export function usePaletteEntries(layers: {
  onClose: () => void;
  onOpen: (layer: Layer) => void;
}): readonly EntryGroup[] {
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const views = useSavedViews();
  const mayOperate = useMay("operate");
  const closing = (run: () => void) => () => {
    layers.onClose();
    run();
  };
  const go = (href: string) => closing(() => router.push(href));
  const operate: Entry[] = [
    { icon: Rocket, label: "Deploy Sensor", run: go("/sensors/deploy") },
    { icon: KeyRound, label: "Generate Token", run: () => layers.onOpen("generate-token") },
  ];
  const actions: Entry[] = [
    ...(mayOperate ? operate : []),
    { icon: Keyboard, label: "Keyboard shortcuts", run: () => layers.onOpen("shortcuts") },
    ...themes.map(([value, label, icon]) => ({
      ...{ icon, label, run: closing(() => setTheme(value)) },
      ...(theme === value && { note: "in use" }),
    })),
    { icon: LogOut, label: "Sign out", run: closing(() => void signOut()) },
  ];
  const pages = places.map(({ href, label, icon }) => ({ icon, label, run: go(href) }));
  const saved = views.map((view) => ({
    ...{ icon: Bookmark, label: view.name, run: go(viewHref(view)) },
    ...(view.isShared && { note: "shared" }),
  }));
  return [
    { heading: "Pages", entries: pages },
    ...(saved.length > 0 ? [{ heading: "Views", entries: saved }] : []),
    { heading: "Actions", entries: actions },
  ];
}

function useSavedViews() {
  const trpc = useTRPC();
  return useQuery(trpc.views.list.queryOptions()).data?.items ?? [];
}
