import type { Problem } from "../../server/admission/schema.ts";

interface ProblemPlaceProps {
  /** What was typed; the problem's line of it is shown with a mark below the place. */
  text: string;
  problem: Problem;
}

/** What is wrong, where, and the place itself. */
export function ProblemPlace({ text, problem }: ProblemPlaceProps) {
  const { message, line, column } = problem;
  const wrong = text.split("\n")[line - 1];
  return (
    <div className="grid min-w-0 gap-1.5">
      <p className="break-words">
        Line {line}, column {column}: {message}
      </p>
      {wrong?.trim() && (
        <pre
          aria-hidden
          className="overflow-x-auto rounded-md border border-danger/30 bg-surface px-2.5 py-1.5 font-mono text-ink text-xs leading-5"
        >
          {wrong}
          {"\n"}
          <span className="text-danger">{`${" ".repeat(Math.max(0, column - 1))}^`}</span>
        </pre>
      )}
    </div>
  );
}
