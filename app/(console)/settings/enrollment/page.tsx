import type { Metadata } from "next";
import { EnrollmentSection } from "../../../../components/settings/enrollment-section.tsx";
import { requireSection } from "../require-section.ts";

export const metadata: Metadata = { title: "Enrollment settings" };

export default async function EnrollmentPage() {
  await requireSection("enrollment");
  return <EnrollmentSection />;
}
