"use client";
import { useEffect, useState } from "react";

/** A value once it has stood still for a while: what is being typed is not asked about at every key. */
export function useQuiet<Value>(value: Value, quietMs = 300): Value {
  const [quiet, setQuiet] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(JSON.parse(text)), quietMs);
    return () => clearTimeout(timer);
  }, [text, quietMs]);
  return quiet;
}
