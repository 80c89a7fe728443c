import type { ReactNode } from "react";
import { BrandMark } from "../shell/brand.tsx";

interface SignInFrameProps {
  title: string;
  footer?: ReactNode;
  children: ReactNode;
}

/** What the pages for who is not signed in have around their form. */
export function SignInFrame({ title, footer, children }: SignInFrameProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 grid justify-items-center gap-3">
          <BrandMark className="size-11" />
          <h1 className="text-center font-semibold text-xl tracking-tight">{title}</h1>
        </div>
        <div className="rounded-xl border bg-surface p-6 shadow-raised">{children}</div>
        {footer && <p className="mt-4 text-balance text-center text-ink-muted text-xs">{footer}</p>}
      </div>
    </main>
  );
}
