import { Download } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { downloadText } from "../ui/download-text.ts";
import { SecretOnce } from "../ui/secret-once.tsx";

interface BackupCodesProps {
  codes: readonly string[];
  onClose: () => void;
}

/** Ways in without the phone, each good for one sign-in. */
export function BackupCodes({ codes, onClose }: BackupCodesProps) {
  const file = { name: "telovix-backup-codes.txt", type: "text/plain" };
  const text = codes.join("\n");
  return (
    <SecretOnce
      title="Backup codes"
      label="backup codes"
      value={text}
      hint="They are shown this once. Each lets you in once, when your phone is not at hand."
      onClose={onClose}
    >
      <div>
        <Button size="sm" onClick={() => downloadText(`${text}\n`, file)}>
          <Download aria-hidden />
          Download
        </Button>
      </div>
    </SecretOnce>
  );
}
