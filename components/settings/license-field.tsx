"use client";
import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/input.tsx";

/** A license is below 1 kB; whoever drops a disk image gets an answer instead of a frozen page. */
const bytesMax = 16_384;

interface LicenseFieldProps {
  text: string;
  onChange: (text: string) => void;
}

/** Takes the text of a license: pasted, dropped as a file, or chosen. */
export function LicenseField({ text, onChange }: LicenseFieldProps) {
  const [problem, setProblem] = useState<string>();
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > bytesMax) return setProblem(`${file.name} is too large to be a license.`);
    setProblem(undefined);
    onChange((await file.text()).trim());
  };
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className="grid gap-3">
      <Field label="License" hint="Paste its text, or drop the file here." error={problem}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            rows={7}
            value={text}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={cn(
              "break-all font-mono text-xs",
              isOver && "border-accent bg-accent-soft outline-2 outline-accent",
            )}
            onChange={(event) => onChange(event.target.value)}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes("Files")) return;
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
          />
        )}
      </Field>
      <div>
        <Button size="sm" onClick={() => chooser.current?.click()}>
          <FileUp aria-hidden />
          Choose file
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="License file"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
    </div>
  );
}
