import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { overlay } from "./dialog.tsx";

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;

/** A panel from the left edge, for navigation at phone width. */
export function SheetContent({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlay} />
      <Primitive.Content
        aria-describedby={undefined}
        className="data-[state=closed]:slide-out-to-left data-[state=open]:slide-in-from-left fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col border-r bg-sidebar shadow-floating duration-200 focus:outline-none data-[state=closed]:animate-out data-[state=open]:animate-in"
      >
        <Primitive.Title className="sr-only">{title}</Primitive.Title>
        <Primitive.Close asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Close"
            className="absolute top-2.5 right-2.5"
          >
            <X aria-hidden />
          </Button>
        </Primitive.Close>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
