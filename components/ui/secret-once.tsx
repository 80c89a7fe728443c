import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { CodeBlock } from "./code-block.tsx";
import { Dialog, DialogContent } from "./dialog.tsx";
import { Notice } from "./notice.tsx";

interface SecretOnceProps {
  title: string;
  /** What it is, for the copy button and screen readers. */
  label: string;
  value: string;
  hint: ReactNode;
  children?: ReactNode;
  onClose: () => void;
}

/** Shows a secret the one time that it can be shown: only its own buttons close this. */
export function SecretOnce({ title, label, value, hint, children, onClose }: SecretOnceProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={title}
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <div className="grid gap-4">
          <Notice tone="warning" title="Copy it now">
            {hint}
          </Notice>
          <CodeBlock value={value} label={label} />
          {children}
        </div>
      </DialogContent>
    </Dialog>
  );
}
