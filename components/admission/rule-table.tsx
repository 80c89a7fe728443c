"use client";
import type { ListedRule } from "../../server/admission/schema.ts";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { RelativeTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { RuleActionBadge } from "./rule-action.tsx";
import { RuleDecisions, RuleName } from "./rule-cells.tsx";
import { RuleSwitch } from "./rule-switch.tsx";
import { scopeParts, scopeWords } from "./scope-words.ts";

export function RuleTable({ rules }: { rules: readonly ListedRule[] }) {
  return (
    <Table label="Rules">
      <thead>
        <tr>
          <Th>Rule</Th>
          <Th className="w-24">Action</Th>
          <Th className="hidden w-72 lg:table-cell">Asked in</Th>
          <Th className="w-36">Decisions, 24 h</Th>
          <Th className="hidden w-44 xl:table-cell">Changed</Th>
          <Th className="w-18">On</Th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <Row key={rule.id} rule={rule} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ rule }: { rule: ListedRule }) {
  const { where, except } = scopeParts(rule);
  return (
    <Tr className={cn(!rule.enabled && "text-ink-muted")}>
      <Td className="py-2.5">
        <RuleName rule={rule} />
      </Td>
      <Td>
        <RuleActionBadge action={rule.action} />
      </Td>
      <Td className="hidden py-2.5 lg:table-cell">
        <span className="grid" title={scopeWords(rule)}>
          <span className="line-clamp-2">{where}</span>
          {except && <span className="truncate text-ink-muted text-xs">{except}</span>}
        </span>
      </Td>
      <Td>
        <RuleDecisions rule={rule} />
      </Td>
      <Td className="hidden py-2 xl:table-cell">
        <span className="grid">
          <RelativeTime at={rule.updatedAt} />
          <span className="truncate text-ink-muted text-xs" title={rule.updatedBy}>
            {rule.updatedBy}
          </span>
        </span>
      </Td>
      <Td>
        <RuleSwitch rule={rule} />
      </Td>
    </Tr>
  );
}
