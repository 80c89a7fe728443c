"use client";
import type { ListSensors } from "../../server/sensors/schema.ts";
import { SortableHead } from "../table/sortable-head.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/class-names.ts";
import type { SensorColumn } from "./columns.tsx";
import type { Selection } from "./use-selection.ts";

export type Order = Pick<ListSensors, "sort" | "order">;

interface SensorTableHeadProps {
  columns: readonly SensorColumn[];
  order: Order;
  onOrder: (order: Order) => void;
  selection: Selection | null;
  /** Ids of the page. */
  page: readonly string[];
}

const head = "sticky top-0 z-10 bg-surface";

export function SensorTableHead(props: SensorTableHeadProps) {
  const { columns, order, onOrder, selection, page } = props;
  return (
    <>
      <colgroup>
        {selection && <col style={{ width: 44 }} />}
        {columns.map(({ id, width }) => (
          <col key={id} {...(id !== "name" && { style: { width } })} />
        ))}
        {selection && <col style={{ width: 48 }} />}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {selection && (
            <SortableHead
              className={cn(head, "left-0 z-20 pr-0")}
              sorted={false}
              onSort={undefined}
            >
              <PageCheckbox selection={selection} page={page} />
            </SortableHead>
          )}
          {columns.map((column) => (
            <SortableHead
              key={column.id}
              className={cn(
                head,
                column.id === "name" && "z-20",
                column.id === "name" && (selection ? "left-11" : "left-0"),
              )}
              sorted={column.sort === order.sort && order.order}
              onSort={column.sort && (() => onOrder(nextOrder(column, order)))}
            >
              {column.header}
            </SortableHead>
          ))}
          {selection && (
            <SortableHead className={head} sorted={false} onSort={undefined}>
              <span className="sr-only">Actions</span>
            </SortableHead>
          )}
        </tr>
      </thead>
    </>
  );
}

function nextOrder({ sort, first = "asc" }: SensorColumn, order: Order): Order {
  if (sort === undefined) return order;
  if (sort !== order.sort) return { sort, order: first };
  return { sort, order: order.order === "asc" ? "desc" : "asc" };
}

function PageCheckbox({ selection, page }: { selection: Selection; page: readonly string[] }) {
  const selected = page.filter(selection.isSelected).length;
  return (
    <Checkbox
      aria-label="Select all on this page"
      checked={selected === page.length}
      isMixed={selected > 0 && selected < page.length}
      onChange={() => selection.togglePage(page)}
    />
  );
}
