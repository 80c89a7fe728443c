import type { UseQueryResult } from "@tanstack/react-query";
import type { TestReport } from "../../server/admission/schema.ts";
import { type ApiError, problemText } from "../api/problem.ts";
import { cn } from "../ui/class-names.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TestResults } from "./test-results.tsx";

interface TestAnswerProps {
  /** Whether there is anything to evaluate. */
  isAsked: boolean;
  test: UseQueryResult<TestReport, ApiError>;
}

/** What came of it: being asked, refused, nothing to say, or a result for each object. */
export function TestAnswer({ isAsked, test }: TestAnswerProps) {
  if (!isAsked)
    return <p className="text-ink-muted">Paste a manifest, and read here what becomes of it.</p>;
  if (test.isPending) return <Skeleton className="h-24 rounded-lg" />;
  if (test.isError) {
    return (
      <Notice tone="danger" role="alert" title="It was not evaluated">
        {problemText(test.error)}
      </Notice>
    );
  }
  const { objects, problems } = test.data;
  return (
    <div
      aria-live="polite"
      aria-busy={test.isPlaceholderData}
      className={cn("transition-opacity", test.isPlaceholderData && "opacity-60")}
    >
      {objects.length === 0 && problems.length === 0 ? (
        <p className="text-ink-muted">There is no object in it.</p>
      ) : (
        <TestResults objects={objects} />
      )}
    </div>
  );
}
