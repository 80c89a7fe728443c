import type { CreatedInvite } from "../../server/users/schema.ts";
import { AbsoluteTime } from "../time/time.tsx";
import { SecretOnce } from "../ui/secret-once.tsx";

interface InviteLinkProps {
  title: string;
  invite: CreatedInvite;
  onClose: () => void;
}

export function InviteLink({ title, invite, onClose }: InviteLinkProps) {
  return (
    <SecretOnce
      title={title}
      label="link"
      value={invite.link}
      hint="The link is shown this once; only its hash is kept. Whoever holds it can use it."
      onClose={onClose}
    >
      <p className="text-ink-muted">
        Send it to {invite.email} on a way that you trust. It works once, until{" "}
        <AbsoluteTime at={invite.expiresAt} />.
      </p>
    </SecretOnce>
  );
}
