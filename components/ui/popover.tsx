import { Popover as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";
import { floating } from "./dropdown-menu.tsx";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;

export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        align="start"
        collisionPadding={8}
        className={cn(floating, "w-72 max-w-[calc(100vw-1rem)] focus:outline-none", className)}
        {...props}
      />
    </Primitive.Portal>
  );
}
