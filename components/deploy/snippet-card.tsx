"use client";
import { Download } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { CodeText } from "./code-text.tsx";
import type { SnippetFile } from "./snippets/snippet.ts";

interface SnippetCardProps {
  file: SnippetFile;
  /** Called when the text was copied or downloaded. */
  onTaken: () => void;
}

/** A file to take away: its text, a copy and a download button. */
export function SnippetCard({ file, onTaken }: SnippetCardProps) {
  const { name, text, purpose } = file;
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border bg-sunken">
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-surface px-3 py-2">
        <span className="mr-auto min-w-0">
          <code className="break-all font-medium font-mono text-[0.8125rem]">{name}</code>
          {purpose && (
            <span className="block text-ink-muted text-xs">
              <CodeText text={purpose} />
            </span>
          )}
        </span>
        <span className="flex items-center gap-2">
          <CopyButton value={text} label={`Copy ${name}`} text="Copy" onCopied={onTaken} />
          <Button
            size="sm"
            aria-label={`Download ${name}`}
            onClick={() => {
              download(file);
              onTaken();
            }}
          >
            <Download aria-hidden className="!size-3.5" />
            Download
          </Button>
        </span>
      </figcaption>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={name}
        onCopy={onTaken}
        className="max-h-120 overflow-auto px-3 py-2.5"
      >
        <pre className="w-max font-mono text-[0.8125rem] leading-5">{text}</pre>
      </section>
    </figure>
  );
}

/** Saves it under its own name; nothing leaves the browser. */
function download({ name, text }: SnippetFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
