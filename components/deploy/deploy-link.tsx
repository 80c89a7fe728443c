import { Plus } from "lucide-react";
import Link from "next/link";
import { Button } from "../ui/button.tsx";

/** The way to a new sensor. */
export function DeployLink() {
  return (
    <Button variant="primary" asChild>
      <Link href="/sensors/deploy">
        <Plus aria-hidden />
        Deploy Sensor
      </Link>
    </Button>
  );
}
