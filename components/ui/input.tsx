import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

const control =
  "w-full min-w-0 rounded-md border border-control/70 bg-surface px-3 text-ink shadow-raised transition-colors placeholder:text-ink-faint hover:border-control focus-visible:border-accent focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger max-md:text-base";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(control, "h-9 pointer-coarse:h-10", className)} {...props} />;
}

export function TextArea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(control, "py-2", className)} {...props} />;
}

export function NativeSelect({ className, ...props }: ComponentProps<"select">) {
  return <select className={cn(control, "h-9 pr-8 pointer-coarse:h-10", className)} {...props} />;
}
