import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TokenScreen } from "../../../../../components/tokens/token-screen.tsx";
import { OneToken } from "../../../../../server/tokens/schema.ts";
import { type PageProps, requireUser } from "../../../../console-bridge.ts";

export const metadata: Metadata = { title: "Enrollment token" };

export default async function TokenPage({
  params,
  searchParams,
}: PageProps & { params: Promise<{ id: string }> }) {
  const one = OneToken.safeParse(await params);
  if (!one.success) notFound();
  const { id } = one.data;
  await requireUser(`/sensors/tokens/${id}`, await searchParams);
  return <TokenScreen id={id} />;
}
