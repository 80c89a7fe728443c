import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SensorScreen } from "../../../../components/sensor/sensor-screen.tsx";
import { OneSensor } from "../../../../server/sensors/schema.ts";
import { type PageProps, requireUser } from "../../../console-bridge.ts";

export const metadata: Metadata = { title: "Sensor" };

export default async function SensorPage({
  params,
  searchParams,
}: PageProps & { params: Promise<{ id: string }> }) {
  const one = OneSensor.safeParse(await params);
  if (!one.success) notFound();
  const { id } = one.data;
  await requireUser(`/sensors/${id}`, await searchParams);
  return <SensorScreen id={id} />;
}
