"use client";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { z } from "zod";

const changed = "telovix-remembered";

const subscribe = (listener: () => void) => {
  // `storage` tells of other tabs only.
  window.addEventListener("storage", listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(changed, listener);
  };
};

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // Storage is turned off in this browser: nothing is remembered.
    return null;
  }
}

function parsed<Value>(text: string | null, schema: z.ZodType<Value>): Value | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** A choice of this browser, the same in all of its tabs; null: none was made yet. */
export function useRemembered<Value>(
  key: string,
  schema: z.ZodType<Value>,
): [Value | null, (value: Value) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const value = useMemo(() => parsed(text, schema), [text, schema]);
  const remember = useCallback(
    (next: Value) => {
      try {
        window.localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // As above: the choice holds until the page is left.
      }
      window.dispatchEvent(new Event(changed));
    },
    [key],
  );
  return [value, remember];
}
