import type { ReactNode } from "react";
import { AdmissionFrame } from "../../../../components/admission/admission-frame.tsx";
import { currentUser } from "../../../console-bridge.ts";

export default async function AdmissionLayout({ children }: { children: ReactNode }) {
  // The page itself sends away who is not signed in; the frame asks who it is.
  return (await currentUser()) ? <AdmissionFrame>{children}</AdmissionFrame> : children;
}
