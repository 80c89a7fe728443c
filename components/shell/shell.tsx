"use client";
import { Menu } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { JobsIndicator, JobsPill } from "../jobs/jobs-indicator.tsx";
import { PaletteButton } from "../palette/palette.tsx";
import { Button } from "../ui/button.tsx";
import { Sheet, SheetContent, SheetTrigger } from "../ui/sheet.tsx";
import { Brand } from "./brand.tsx";
import { Navigation } from "./navigation.tsx";
import { UserMenu } from "./user-menu.tsx";

/** Navigation beside the page; at phone width a bar on top and a sheet. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-sidebar p-3 lg:flex">
        <Link href="/overview" className="mb-4 rounded-md px-2 py-1.5">
          <Brand />
        </Link>
        <PaletteButton className="mb-2 w-full border bg-surface" />
        <Navigation />
        <div className="mt-auto">
          <JobsIndicator />
          <UserMenu />
        </div>
      </aside>
      <TopBar />
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 py-5 focus:outline-none sm:px-6 lg:py-7 2xl:px-8"
      >
        <div className="mx-auto max-w-[90rem]">{children}</div>
      </main>
    </div>
  );
}

function TopBar() {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b bg-sidebar/95 px-2.5 backdrop-blur lg:hidden">
      <Sheet open={isOpen} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button variant="ghost" size="icon" aria-label="Open navigation">
            <Menu aria-hidden />
          </Button>
        </SheetTrigger>
        <SheetContent title="Navigation">
          <div className="flex h-full flex-col p-3">
            <div className="mb-4 px-2 py-1.5">
              <Brand />
            </div>
            <Navigation onNavigate={() => setOpen(false)} />
            <div className="mt-auto">
              <JobsIndicator />
              <UserMenu />
            </div>
          </div>
        </SheetContent>
      </Sheet>
      <Link href="/overview" className="rounded-md">
        <Brand />
      </Link>
      <JobsPill />
      <PaletteButton className="ml-auto px-2 pointer-coarse:h-10" />
    </header>
  );
}
