"use client";
import { FileCode2 } from "lucide-react";
import { useId } from "react";
import type { Problem } from "../../server/admission/schema.ts";
import { Button } from "../ui/button.tsx";
import { CodeArea } from "../ui/code-area.tsx";
import { exampleYaml } from "./example-yaml.ts";
import { ProblemPlace } from "./problem-place.tsx";

interface YamlFieldProps {
  yaml: string;
  onChange: (yaml: string) => void;
  /** Why it is no YAML, or no manifest. */
  problems: readonly Problem[];
  linesMin: number;
  linesMax: number;
}

/** Manifests to try rules on, pasted or taken from the example. */
export function YamlField({ yaml, onChange, problems, linesMin, linesMax }: YamlFieldProps) {
  const id = useId();
  const [first] = problems;
  return (
    <div className="grid gap-1.5">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium text-[0.8125rem]">
          Manifests
        </label>
        {yaml ? (
          <Button size="sm" variant="ghost" onClick={() => onChange("")}>
            Clear
          </Button>
        ) : (
          <Button size="sm" onClick={() => onChange(exampleYaml)}>
            <FileCode2 aria-hidden />
            Example
          </Button>
        )}
      </div>
      <CodeArea
        id={id}
        value={yaml}
        linesMin={linesMin}
        linesMax={linesMax}
        wrongLine={first?.line}
        aria-invalid={first ? true : undefined}
        aria-describedby={`${id}-problem`}
        placeholder="Paste YAML: one document or several."
        onChange={({ target }) => onChange(target.value)}
      />
      <div id={`${id}-problem`} role="status" className="text-danger text-xs">
        {first && <ProblemPlace text={yaml} problem={first} />}
      </div>
    </div>
  );
}
