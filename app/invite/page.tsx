import type { Metadata } from "next";
import { AcceptInvite } from "../../components/sign-in/accept-invite.tsx";
import { SignInFrame } from "../../components/sign-in/sign-in-frame.tsx";

export const metadata: Metadata = { title: "Invite" };

/** The secret is behind the `#`, which only the browser sees. */
export default function InvitePage() {
  return (
    <SignInFrame title="Welcome to Telovix">
      <AcceptInvite />
    </SignInFrame>
  );
}
