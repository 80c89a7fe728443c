import { SearchX } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

interface NoMatchProps {
  onClear: () => void;
  /** The page asked for has emptied meanwhile. */
  isPastEnd: boolean;
  onFirst: () => void;
}

export function NoMatch({ onClear, isPastEnd, onFirst }: NoMatchProps) {
  return isPastEnd ? (
    <EmptyState
      icon={SearchX}
      title="This page is empty by now"
      action={<Button onClick={onFirst}>First page</Button>}
    />
  ) : (
    <EmptyState
      icon={SearchX}
      title="No sensor matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Nothing in the fleet has all that the filters ask for.
    </EmptyState>
  );
}
