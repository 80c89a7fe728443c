import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { nextPath } from "../../components/sign-in/next-path.ts";
import { SignIn } from "../../components/sign-in/sign-in.tsx";
import { SignInFrame } from "../../components/sign-in/sign-in-frame.tsx";
import { noticeOf } from "../../components/sign-in/sign-in-notices.ts";
import { currentUser, type PageProps, singleSignOnLabel } from "../console-bridge.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps) {
  const { next: asked, reason } = await searchParams;
  const next = nextPath([asked].flat()[0]);
  if (await currentUser()) redirect(next);
  return (
    <SignInFrame
      title="Sign in to Telovix"
      footer="Accounts are made by an administrator of this Console."
    >
      <SignIn
        next={next}
        singleSignOn={await singleSignOnLabel()}
        notice={noticeOf([reason].flat()[0])}
      />
    </SignInFrame>
  );
}
