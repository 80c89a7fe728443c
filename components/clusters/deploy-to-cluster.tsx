"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";

interface DeployToClusterProps {
  /** A cluster that is there; left out: a new one. */
  name?: string;
  isPrimary?: boolean;
}

/** The way to sensors on the nodes of a cluster, for who may deploy. */
export function DeployToCluster({ name, isPrimary = false }: DeployToClusterProps) {
  const mayOperate = useMay("operate");
  if (!mayOperate) return null;
  const cluster = name === undefined ? "" : `&cluster=${encodeURIComponent(name)}`;
  return (
    <Button variant={isPrimary ? "primary" : "secondary"} asChild>
      <Link href={`/sensors/deploy?kind=kubernetes${cluster}`}>
        <Plus aria-hidden />
        {isPrimary ? "Deploy to Kubernetes" : "Deploy"}
      </Link>
    </Button>
  );
}
