import { ServerOff } from "lucide-react";
import { type ApiError, problemText } from "../api/problem.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

interface FailedStateProps {
  /** What could not be read, as in "The sensors". */
  what: string;
  error: ApiError;
  onRetry: () => void;
}

export function FailedState({ what, error, onRetry }: FailedStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={ServerOff}
        title={`${what} could not be loaded`}
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        {problemText(error)}
      </EmptyState>
    </div>
  );
}
