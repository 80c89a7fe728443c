"use client";
import { CrashPage } from "../components/shell/crash-page.tsx";
import "./globals.css";

export default function GlobalErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Telovix</title>
        <CrashPage digest={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
