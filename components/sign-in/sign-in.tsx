"use client";
import { LogIn } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { CodeForm } from "./code-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";

interface SignInProps {
  /** A path of this site. */
  next: string;
  /** What the button to the identity provider says; null: there is none. */
  singleSignOn: string | null;
  /** Why one is here again. */
  notice: string | null;
}

/** Password, then a code where one is set up; or the identity provider. */
export function SignIn({ next, singleSignOn, notice }: SignInProps) {
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const [why, setWhy] = useState(notice);
  const goOn = () => window.location.assign(next);
  if (isCodeNeeded) {
    const startAgain = (reason: string | null) => {
      setWhy(reason);
      setCodeNeeded(false);
    };
    return <CodeForm onSignedIn={goOn} onStartAgain={startAgain} />;
  }
  return (
    <div className="grid gap-5">
      <SignInForm notice={why} onSignedIn={goOn} onCodeNeeded={() => setCodeNeeded(true)} />
      {singleSignOn !== null && (
        <>
          <div className="flex items-center gap-3 text-ink-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or
          </div>
          <Button asChild className="w-full">
            <a href={`/api/auth/single-sign-on/start?next=${encodeURIComponent(next)}`}>
              <LogIn aria-hidden />
              Sign in with {singleSignOn}
            </a>
          </Button>
        </>
      )}
    </div>
  );
}
