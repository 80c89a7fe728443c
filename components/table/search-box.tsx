"use client";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "../ui/class-names.ts";
import { Input } from "../ui/input.tsx";

interface SearchBoxProps {
  label: string;
  value: string;
  onSearch: (text: string) => void;
  className?: string;
}

const quietMs = 150;

/** Searches once typing pauses; follows the address when that changes from elsewhere. */
export function SearchBox({ label, value, onSearch, className }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (next: string, waitMs: number) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setKnown(next);
      onSearch(next);
    }, waitMs);
  };
  return (
    <div className={cn("relative", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-muted"
      />
      <Input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        value={text}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        className="px-8"
        onChange={(event) => search(event.target.value, quietMs)}
        onKeyDown={(event) => event.key === "Escape" && text && search("", 0)}
      />
      {text && (
        <button
          type="button"
          aria-label="Clear search"
          className="absolute top-1/2 right-1.5 grid size-6 -translate-y-1/2 place-items-center rounded text-ink-muted hover:text-ink"
          onClick={() => search("", 0)}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}
