"use client";
import { FileJson, FileSpreadsheet } from "lucide-react";
import type { CreatedToken } from "../../server/tokens/schema.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { downloadText } from "../ui/download-text.ts";
import { exportName, tokensCsv, tokensJson } from "./token-export.ts";

interface TakeTokensProps {
  tokens: readonly CreatedToken[];
  onTaken: () => void;
}

/** The ways to take many secrets along, the one time that they are there. */
export function TakeTokens({ tokens, onTaken }: TakeTokensProps) {
  const download = async (kind: "csv" | "json") => {
    const text = kind === "csv" ? await tokensCsv(tokens) : tokensJson(tokens);
    const type = kind === "csv" ? "text/csv" : "application/json";
    downloadText(text, { name: exportName(tokens, kind), type });
    onTaken();
  };
  return (
    <>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => download("csv")}>
          <FileSpreadsheet aria-hidden />
          Download CSV
        </Button>
        <Button size="sm" onClick={() => download("json")}>
          <FileJson aria-hidden />
          Download JSON
        </Button>
        <CopyButton
          value={tokens.map(({ token }) => token).join("\n")}
          label="Copy all"
          withText
          onCopied={onTaken}
        />
      </div>
      <p className="mt-2 text-ink-muted text-xs">
        The files hold the secrets: keep them where only you can read them.
      </p>
    </>
  );
}
