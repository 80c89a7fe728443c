"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { GenerateTokenDialog } from "./generate-token-dialog.tsx";

/** The way to a new sensor: a token and the command that uses it. */
export function DeployButton({ label = "Deploy Sensor" }: { label?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {label}
      </Button>
      {isOpen && <GenerateTokenDialog onClose={() => setOpen(false)} />}
    </>
  );
}
