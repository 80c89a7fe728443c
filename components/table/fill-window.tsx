"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";

/**
 * As high as what the window has left below its top, so that only rows scroll; what stands above, such
 * as a banner, may come and go. Below the width of a table the page itself scrolls.
 */
export function FillWindow({ children }: { children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      const top = current.getBoundingClientRect().top + window.scrollY;
      current.style.setProperty("--top", `${Math.round(top)}px`);
    };
    // What comes above makes the page higher.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    measure();
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={element}
      className="md:flex md:h-[max(100dvh-var(--top,1.75rem)-1.75rem,34rem)] md:flex-col md:[&>*:not(section)]:shrink-0"
    >
      {children}
    </div>
  );
}
