"use client";
import { Plus } from "lucide-react";
import { Button } from "../ui/button.tsx";

interface DeployButtonProps {
  /** Opens the dialog, which its page holds: it outlives the button that opened it. */
  onDeploy: () => void;
  label?: string;
}

/** The way to a new sensor: a token and the command that uses it. */
export function DeployButton({ onDeploy, label = "Deploy Sensor" }: DeployButtonProps) {
  return (
    <Button variant="primary" onClick={onDeploy}>
      <Plus aria-hidden />
      {label}
    </Button>
  );
}
