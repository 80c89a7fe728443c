"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog as Primitive } from "radix-ui";
import { useDeferredValue, useEffect, useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { StatusIcon, statusWord } from "../sensors/status-badge.tsx";
import { cn } from "../ui/class-names.ts";
import { overlay } from "../ui/dialog.tsx";
import { floating } from "../ui/dropdown-menu.tsx";
import type { Layer } from "./layer.ts";
import { usePaletteEntries } from "./palette-entries.tsx";

interface PaletteDialogProps {
  onClose: () => void;
  onOpen: (layer: Layer) => void;
}

/** ⌘K: pages, sensors by name, saved views, and what this role can do. */
export function PaletteDialog({ onClose, onOpen }: PaletteDialogProps) {
  const [text, setText] = useState("");
  const [marked, setMarked] = useState("");
  const groups = usePaletteEntries({ onClose, onOpen });
  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlay} />
        <Primitive.Content
          aria-describedby={undefined}
          className={cn(
            floating,
            "fixed inset-x-2 top-2 mx-auto max-w-xl overflow-hidden rounded-xl p-0 focus:outline-none sm:top-[14vh]",
          )}
        >
          <Primitive.Title className="sr-only">Go to anything</Primitive.Title>
          <Command label="Go to anything" loop value={marked} onValueChange={setMarked}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Search sensors, pages and actions…"
              className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-faint"
            />
            <Command.List className="max-h-[min(26rem,70dvh)] scroll-py-2 overflow-y-auto overscroll-contain p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-ink-muted">
                Nothing is called that.
              </Command.Empty>
              <FoundSensors text={text} onClose={onClose} onMark={setMarked} />
              {groups.map(({ heading, entries }) => (
                <Command.Group key={heading} heading={heading} className={groupClass}>
                  {entries.map(({ icon: Icon, ...entry }) => (
                    <Command.Item
                      key={entry.label}
                      value={`${heading} ${entry.label}`}
                      onSelect={entry.run}
                      className={itemClass}
                    >
                      <Icon aria-hidden className="size-4 text-ink-muted" />
                      <span className="truncate">{entry.label}</span>
                      {entry.note && (
                        <span className="ml-auto text-ink-muted text-xs">{entry.note}</span>
                      )}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const groupClass =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted [&_[cmdk-group-heading]]:text-xs";
const itemClass =
  "flex h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-sunken pointer-coarse:h-11";

interface FoundSensorsProps {
  text: string;
  onClose: () => void;
  /** Marks what Enter opens. */
  onMark: (id: string) => void;
}

/** The server finds sensors, so the palette's own filter leaves them alone. */
function FoundSensors({ text, onClose, onMark }: FoundSensorsProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const q = useDeferredValue(text.trim().slice(0, 200));
  const found = useQuery(
    trpc.sensors.rows.queryOptions(
      { q, limit: 6 },
      { enabled: q.length > 0, placeholderData: keepPreviousData },
    ),
  );
  const first = found.data?.items.find(({ name }) => name.startsWith(q))?.id;
  useEffect(() => {
    if (first !== undefined) onMark(first);
  }, [first, onMark]);
  if (q === "" || !found.data || found.data.items.length === 0) return null;
  return (
    <Command.Group heading="Sensors" forceMount className={groupClass}>
      {found.data.items.map(({ id, name, status, clusterName }) => (
        <Command.Item
          key={id}
          value={id}
          forceMount
          className={itemClass}
          onSelect={() => {
            router.push(`/sensors/${id}`);
            onClose();
          }}
        >
          <StatusIcon status={status} />
          <span className="sr-only">{statusWord(status)}</span>
          <span className="truncate">{name}</span>
          <span className="ml-auto truncate text-ink-muted text-xs">{clusterName}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
