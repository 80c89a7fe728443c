import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DocScreen } from "../../../../components/docs/doc-screen.tsx";
import { documentation, type PageProps, requireUser } from "../../../console-bridge.ts";

type DocPageProps = PageProps & { params: Promise<{ path?: string[] }> };

export async function generateMetadata({ params }: DocPageProps): Promise<Metadata> {
  const { path = [] } = await params;
  const text = await documentation(path.join("/"));
  return { title: /^# (.+)$/m.exec(text ?? "")?.[1] ?? "Documentation" };
}

export default async function DocsPage({ params, searchParams }: DocPageProps) {
  const path = (await params).path?.join("/");
  await requireUser(path ? `/docs/${path}` : "/docs", await searchParams);
  if (!path) redirect("/docs/sensor");
  const text = await documentation(path);
  if (text === null) notFound();
  return <DocScreen path={path} text={text} />;
}
