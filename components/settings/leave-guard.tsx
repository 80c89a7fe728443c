"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useEffect, useId, useState } from "react";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface LeaveGuard {
  /** Says for one form whether it holds what is not saved. */
  hold: (id: string, isDirty: boolean) => void;
  /** Goes to a page, after asking when something is not saved. */
  leave: (href: string) => void;
}

const LeaveContext = createContext<LeaveGuard | null>(null);

function useGuard(): LeaveGuard {
  const guard = use(LeaveContext);
  if (!guard) throw new Error("useLeave needs a LeaveGuardProvider above it.");
  return guard;
}

/** Goes to another page of the Console, and asks first when a form is not saved. */
export const useLeave = () => useGuard().leave;

/** Keeps whoever changed something and did not save it from losing it with a click. */
export function useUnsaved(isDirty: boolean): void {
  const { hold } = useGuard();
  const id = useId();
  useEffect(() => {
    hold(id, isDirty);
    return () => hold(id, false);
  }, [hold, id, isDirty]);
}

/** Asks before a link, a reload or the closing of the tab throws away what was typed. */
export function LeaveGuardProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [unsaved] = useState(() => new Set<string>());
  const [wanted, setWanted] = useState<string | null>(null);
  const [guard] = useState<LeaveGuard>(() => ({
    hold: (id, isDirty) => void (isDirty ? unsaved.add(id) : unsaved.delete(id)),
    leave: (href) => (unsaved.size > 0 ? setWanted(href) : router.push(href)),
  }));

  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => unsaved.size > 0 && event.preventDefault();
    // Before React's own handlers, which would have gone there already.
    const click = (event: MouseEvent) => {
      const href = unsaved.size > 0 ? linkOf(event) : null;
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(href);
    };
    window.addEventListener("beforeunload", stay);
    document.addEventListener("click", click, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", stay);
      document.removeEventListener("click", click, { capture: true });
    };
  }, [unsaved]);

  return (
    <LeaveContext value={guard}>
      {children}
      {wanted && (
        <ConfirmDialog
          title="Leave without saving?"
          action="Discard changes"
          isPending={false}
          onClose={() => setWanted(null)}
          onConfirm={() => {
            unsaved.clear();
            setWanted(null);
            router.push(wanted);
          }}
        >
          <p>What you changed on this page has not been saved.</p>
        </ConfirmDialog>
      )}
    </LeaveContext>
  );
}

/** The page of the Console that a click on a link leads to in this tab; null: none. */
function linkOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.download)
    return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return `${pathname}${search}${hash}`;
}
