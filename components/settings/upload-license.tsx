"use client";
import { useMutation } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useId, useState } from "react";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { LicenseField } from "./license-field.tsx";

export function UploadLicense({ isReplacing }: { isReplacing: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant={isReplacing ? "secondary" : "primary"} onClick={() => setOpen(true)}>
        <Upload aria-hidden />
        {isReplacing ? "Replace license" : "Upload license"}
      </Button>
      {isOpen && <UploadDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function UploadDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const formId = useId();
  const [text, setText] = useState("");
  const upload = useMutation(
    trpc.license.upload.mutationOptions({
      onSuccess: ({ limit }) => {
        readAgain("license");
        toast.success(`License in force: ${limit.toLocaleString("en-US")} seats`);
        onClose();
      },
    }),
  );
  const change = (next: string) => {
    upload.reset();
    setText(next);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Upload license"
        description="It takes the place of the one in force, at once."
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              disabled={text.trim() === ""}
              pending={upload.isPending}
            >
              Upload
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            upload.mutate({ license: text });
          }}
        >
          {upload.error && (
            <Notice tone="danger" role="alert" title="This license was refused">
              {problemText(upload.error)}
            </Notice>
          )}
          <LicenseField text={text} onChange={change} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
