"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "./button.tsx";
import { cn } from "./class-names.ts";

interface CopyButtonProps {
  value: string;
  /** What is copied, as in "Copy token". */
  label: string;
  /** Shows the label next to the icon. */
  withText?: boolean;
  /** Shown instead of the whole label, which screen readers still read. */
  text?: string;
  className?: string;
  /** Called once the value is on the clipboard. */
  onCopied?: () => void;
}

/** Puts a value on the clipboard and says so, to eyes and to screen readers. */
export function CopyButton({
  value,
  label,
  text,
  withText = text !== undefined,
  className,
  onCopied,
}: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      onCopied?.();
      setTimeout(() => setCopied(false), 1500);
    } catch {
      toast.error("The browser refused to copy. Select the text and copy it by hand.");
    }
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <Button
      variant={withText ? "secondary" : "ghost"}
      size={withText ? "sm" : "icon"}
      onClick={copy}
      aria-label={withText && !text ? undefined : label}
      title={withText ? undefined : label}
      className={cn(!withText && "size-7 pointer-coarse:size-9", className)}
    >
      <Icon aria-hidden className={cn("!size-3.5", isCopied && "text-healthy")} />
      {withText && (text ?? label)}
      <span role="status" className="sr-only">
        {isCopied ? "Copied" : ""}
      </span>
    </Button>
  );
}
