import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BrandMark } from "../../components/shell/brand.tsx";
import { nextPath } from "../../components/sign-in/next-path.ts";
import { SignInForm } from "../../components/sign-in/sign-in-form.tsx";
import { currentUser, type PageProps } from "../console-bridge.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps) {
  const { next: asked } = await searchParams;
  const next = nextPath([asked].flat()[0]);
  if (await currentUser()) redirect(next);
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 grid justify-items-center gap-3">
          <BrandMark className="size-11" />
          <h1 className="font-semibold text-xl tracking-tight">Sign in to Telovix</h1>
        </div>
        <div className="rounded-xl border bg-surface p-6 shadow-raised">
          <SignInForm next={next} />
        </div>
        <p className="mt-4 text-balance text-center text-ink-muted text-xs">
          Accounts are made by an administrator of this Console.
        </p>
      </div>
    </main>
  );
}
