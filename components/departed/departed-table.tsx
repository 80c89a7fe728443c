"use client";
import type { DepartedView, ListDeparted } from "../../server/departed/schema.ts";
import { spanOfTime } from "../../server/duration.ts";
import { SortableHead } from "../table/sortable-head.tsx";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { DepartedActions } from "./departed-actions.tsx";
import { DepartedName, DepartedWhen, PurgedAt } from "./departed-cells.tsx";
import { ReasonBadge } from "./reason-badge.tsx";
import type { Marked } from "./use-marked.ts";

type Order = Pick<ListDeparted, "sort" | "order">;

export interface DepartedTableProps {
  records: readonly DepartedView[];
  order: Order;
  onOrder: (order: Order) => void;
  /** Null for who may only read. */
  marked: Marked | null;
}

const heads = [
  ["name", "Name", "", "asc"],
  [null, "Reason", "w-38"],
  ["departedAt", "Departed", "w-36", "desc"],
  ["lifeSpan", "Life span", "w-28", "desc"],
  [null, "Pool", "w-30 hidden lg:table-cell"],
  [null, "Token", "w-34 hidden xl:table-cell"],
  [null, "Purged", "w-24"],
] as const;

export function DepartedTable(props: DepartedTableProps) {
  const { records, marked } = props;
  return (
    <Table label="Departed sensors">
      <DepartedHead {...props} />
      <tbody>
        {records.map((record) => (
          <Tr key={record.id} isSelected={marked?.has(record.id) ?? false}>
            {marked && (
              <Td className="pr-0">
                <Checkbox
                  aria-label={`Select ${record.name}`}
                  className="z-10"
                  checked={marked.has(record.id)}
                  onChange={() => marked.toggle(record.id)}
                />
              </Td>
            )}
            <DepartedCells record={record} />
            {marked && (
              <Td className="pl-0 text-right">
                <DepartedActions record={record} />
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function DepartedHead({ records, order, onOrder, marked }: DepartedTableProps) {
  const ids = records.map(({ id }) => id);
  const markedHere = ids.filter((id) => marked?.has(id)).length;
  return (
    <thead>
      <tr>
        {marked && (
          <Th className="w-11 pr-0">
            <Checkbox
              aria-label="Select all on this page"
              checked={markedHere === ids.length}
              isMixed={markedHere > 0 && markedHere < ids.length}
              onChange={() => marked.togglePage(ids)}
            />
          </Th>
        )}
        {heads.map(([sort, label, className, first]) => {
          const sorted = sort === order.sort && order.order;
          const next = sorted ? (sorted === "asc" ? "desc" : "asc") : first;
          return (
            <SortableHead
              key={label}
              className={className}
              sorted={sorted}
              onSort={sort ? () => onOrder({ sort, order: next ?? "asc" }) : undefined}
            >
              {label}
            </SortableHead>
          );
        })}
        {marked && (
          <Th className="w-12 pl-0">
            <span className="sr-only">Actions</span>
          </Th>
        )}
      </tr>
    </thead>
  );
}

function DepartedCells({ record }: { record: DepartedView }) {
  return (
    <>
      <Td className="py-1.5">
        <DepartedName record={record} />
      </Td>
      <Td>
        <ReasonBadge reason={record.departed.reason} />
      </Td>
      <Td className="py-1.5">
        <DepartedWhen departed={record.departed} />
      </Td>
      <Td className="tabular-nums">{spanOfTime(record.lifeSpanSeconds)}</Td>
      <Td className="hidden truncate lg:table-cell" title={record.pool.label}>
        {record.pool.label}
      </Td>
      <Td className="hidden truncate xl:table-cell">
        <code className="font-mono text-xs">{record.token.prefix}…</code>
      </Td>
      <Td>
        <PurgedAt record={record} />
      </Td>
    </>
  );
}
