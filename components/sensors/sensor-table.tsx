"use client";
import { type SortingState, useTable } from "@tanstack/react-table";
import { type ListSensors, type SensorView, sortKeys } from "../../server/sensors/schema.ts";
import { SortableHead } from "../table/sortable-head.tsx";
import { Table, Td, Tr } from "../table/table.tsx";
import { features, operateColumns, readColumns } from "./columns.tsx";
import type { Selection } from "./use-selection.ts";

type Order = Pick<ListSensors, "sort" | "order">;

interface SensorTableProps {
  sensors: SensorView[];
  order: Order;
  onOrder: (order: Order) => void;
  /** Null: nothing here can be selected. */
  selection: Selection | null;
}

export function SensorTable({ sensors, order, onOrder, selection }: SensorTableProps) {
  const sorting: SortingState = [{ id: order.sort, desc: order.order === "desc" }];
  const allRows = Object.fromEntries(sensors.map(({ id }) => [id, true as const]));
  const rowSelection = selection?.isAllMatching ? allRows : (selection?.rows ?? {});
  const table = useTable({
    features,
    columns: selection ? operateColumns : readColumns,
    data: sensors,
    getRowId: ({ id }) => id,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting, rowSelection },
    onSortingChange: (change) => {
      const [next] = typeof change === "function" ? change(sorting) : change;
      const sort = sortKeys.find((key) => key === next?.id);
      if (next && sort) onOrder({ sort, order: next.desc ? "desc" : "asc" });
    },
    onRowSelectionChange: (change) =>
      selection?.setRows(typeof change === "function" ? change(rowSelection) : change),
  });
  return (
    <Table label="Sensors">
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <SortableHead
                key={header.id}
                className={header.column.columnDef.meta?.className}
                sorted={header.column.getIsSorted()}
                onSort={
                  header.column.getCanSort() ? header.column.getToggleSortingHandler() : undefined
                }
              >
                <table.FlexRender header={header} />
              </SortableHead>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <Tr key={row.id} isSelected={row.getIsSelected()}>
            {row.getAllCells().map((cell) => (
              <Td key={cell.id} className={cell.column.columnDef.meta?.className}>
                <table.FlexRender cell={cell} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
