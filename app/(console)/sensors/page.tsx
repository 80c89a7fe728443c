import type { Metadata } from "next";
import { SensorsScreen } from "../../../components/sensors/sensors-screen.tsx";
import { type PageProps, requireUser } from "../../console-bridge.ts";

export const metadata: Metadata = { title: "Sensors" };

export default async function SensorsPage({ searchParams }: PageProps) {
  await requireUser("/sensors", await searchParams);
  return <SensorsScreen />;
}
