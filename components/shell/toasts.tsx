"use client";
import { useTheme } from "next-themes";
import { Toaster } from "sonner";

export function Toasts() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      toastOptions={{
        classNames: {
          toast: "!rounded-lg !border-line !bg-raised !text-ink !shadow-floating !font-sans",
          description: "!text-ink-muted",
          success: "[&_[data-icon]]:!text-healthy",
          error: "[&_[data-icon]]:!text-danger",
        },
      }}
    />
  );
}
