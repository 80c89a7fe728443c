"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/**
 * Holds a person back who would leave the page with what it shows only once not yet taken: by a
 * link, by Back, or by closing the tab (there the browser asks in its own words).
 */
export function useLeaveGuard(isTaken: boolean) {
  const router = useRouter();
  const [leave, setLeave] = useState<{ by: () => void } | null>(null);
  const isHolding = useRef(false);
  useEffect(() => {
    isHolding.current = !isTaken && leave === null;
  });

  useEffect(() => {
    if (isTaken) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const href = isHolding.current && plainLink(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setLeave({ by: () => router.push(href) });
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isTaken, router]);

  // Back cannot be refused, so one more entry of this very page lies on top for it to take away.
  useEffect(() => {
    const here = window.location.pathname;
    const lay = () => window.history.pushState(window.history.state, "");
    const onPop = () => {
      if (window.location.pathname !== here) return;
      if (!isHolding.current) return window.history.back();
      lay();
      setLeave({ by: () => window.history.go(-2) });
    };
    lay();
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, []);

  return {
    isAsking: leave !== null,
    /** Asks first, then does it. */
    ask: (by: () => void) => setLeave({ by }),
    leave: () => leave?.by(),
    stay: () => setLeave(null),
  };
}

/** Where a click leads that would change the page in this tab. */
function plainLink(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return null;
  const { origin, pathname, search } = new URL(link.href);
  const isElsewhere = pathname !== window.location.pathname;
  return origin === window.location.origin && isElsewhere ? pathname + search : null;
}
