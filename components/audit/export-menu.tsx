"use client";
import { Download } from "lucide-react";
import type { AuditFilter } from "../../server/audit/schema.ts";
import { Button } from "../ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { exportHref } from "./export-href.ts";

const formats = [
  ["csv", "CSV", "for a spreadsheet"],
  ["jsonl", "JSON Lines", "for a program"],
] as const;

/** Downloads every entry that the filter leaves, not only this page. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden />
          Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {formats.map(([format, name, use]) => (
          <DropdownMenuItem key={format} asChild>
            <a href={exportHref(filter, format)} download>
              {name} <span className="text-ink-muted">{use}</span>
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
