import { CodeText } from "./code-text.tsx";
import { SnippetCard } from "./snippet-card.tsx";
import type { Snippet, SnippetFile } from "./snippets/snippet.ts";

interface FilesProps extends Snippet {
  /** Called with a file when its text was copied or downloaded. */
  onTaken: (file: SnippetFile) => void;
}

/** Files to take away, and what to know about them. */
export function Files({ files, notes, onTaken }: FilesProps) {
  return (
    <>
      {files.map((file) => (
        <SnippetCard key={file.name} file={file} onTaken={() => onTaken(file)} />
      ))}
      {notes.length > 0 && (
        <ul className="grid max-w-prose list-disc gap-1.5 pl-4 text-ink-muted marker:text-ink-faint">
          {notes.map((note) => (
            <li key={note} className="text-pretty">
              <CodeText text={note} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
