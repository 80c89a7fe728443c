"use client";
import { CrashPage } from "../components/shell/crash-page.tsx";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <CrashPage digest={error.digest} onRetry={reset} />;
}
