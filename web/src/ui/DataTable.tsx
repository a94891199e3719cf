// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });

export interface Column<T> {
  key: string;
  name: string;
  /** What it is sorted by. */
  value: (row: T) => string | number;
  show: (row: T) => ReactNode;
  numeric?: boolean;
  wide?: boolean;
}

export interface DataTableProps<T extends object> {
  rows: T[];
  columns: Column<T>[];
  label: string;
  keyOf: (row: T) => string;
  /** Shown first by this column, largest first. */
  sortedBy?: string;
  onOpen?: (row: T) => void;
}

/** A table that can be sorted by any of its columns; a row with somewhere to lead opens on a click or Enter. */
export function DataTable<T extends object>({ rows, columns, label, keyOf, sortedBy, onOpen }: DataTableProps<T>) {
  const table = useTable({
    features,
    data: rows,
    getRowId: keyOf,
    initialState: { sorting: sortedBy ? [{ id: sortedBy, desc: true }] : [] },
    columns: columns.map(
      (column): ColumnDef<typeof features, T> => ({
        id: column.key,
        accessorFn: column.value,
        header: column.name,
        sortFn: 'auto',
        sortDescFirst: column.numeric ?? false,
      }),
    ),
  });
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="grid-table" aria-label={label}>
        <thead>
          <tr>
            {table.getHeaderGroups()[0]?.headers.map((header, at) => {
              const sorted = header.column.getIsSorted();
              return (
                <th
                  key={header.id}
                  className={columns[at]?.numeric ? 'num' : undefined}
                  aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                >
                  <button type="button" onClick={header.column.getToggleSortingHandler()}>
                    {columns[at]?.name}
                    <span aria-hidden="true">{sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map(({ id, original }) => (
            <tr
              key={id}
              data-link={Boolean(onOpen)}
              tabIndex={onOpen ? 0 : undefined}
              onClick={() => onOpen?.(original)}
              onKeyDown={(event) => event.key === 'Enter' && event.target === event.currentTarget && onOpen?.(original)}
            >
              {columns.map((column) => (
                <td key={column.key} className={`${column.numeric ? 'num' : ''} ${column.wide ? 'wide' : ''}`}>
                  {column.show(original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
