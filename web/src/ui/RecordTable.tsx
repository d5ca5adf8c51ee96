import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useKeys } from '../lib/keys';
import { Act } from './Act';
import { Waiting } from './Trouble';
import css from './RecordTable.module.css';

/** A column: the first one is the record's name and its link. */
export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  width?: number;
  right?: boolean;
}

interface RecordTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  /** Undefined while the first answer is on its way. */
  rows: Row[] | undefined;
  rowId: (row: Row) => string;
  href: (row: Row) => string;
  /** What a phone shows: name, right figure, state, date. */
  phone: (row: Row) => readonly [ReactNode, ReactNode, ReactNode, ReactNode];
  empty: ReactNode;
  totals?: ReactNode;
  refreshing?: boolean;
  onNext?: () => void;
  onFirst?: () => void;
  chosen?: string;
}

const features = tableFeatures({});

/** Records in ruled rows: cursor by J and K, Enter opens, ] turns the page. */
export function RecordTable<Row extends object>(props: RecordTableProps<Row>) {
  const { label, columns, rows, rowId, href, phone, empty, totals, refreshing, onNext, onFirst, chosen } = props;
  const { cursor, setCursor, body } = useCursor(rows ?? [], href, onNext, onFirst);
  const router = useRouter();
  const helper = useMemo(() => createColumnHelper<typeof features, Row>(), []);
  const defined = useMemo(
    () => helper.columns(columns.map((column) => helper.display({ id: column.key, header: column.head, cell: (context) => column.cell(context.row.original) }))),
    [helper, columns],
  );
  const data = useMemo(() => rows ?? [], [rows]);
  const table = useTable({ features, columns: defined, data, getRowId: rowId });
  const byKey = new Map(columns.map((column) => [column.key, column]));
  return (
    <>
      <div className={css.wrap}>
        {refreshing && <div className={css.progress} />}
        <table className={css.table} aria-label={label}>
          <colgroup>{columns.map((column) => <col key={column.key} style={column.width ? { width: column.width } : undefined} />)}</colgroup>
          <thead>
            <tr>{columns.map((column) => <th key={column.key} scope="col" className={column.right ? css.right : undefined}>{column.head}</th>)}</tr>
          </thead>
          <tbody ref={body}>
            {table.getRowModel().rows.map((row, index) => (
              <tr
                key={row.id}
                className={[index === cursor && css.current, row.id === chosen && css.chosen].filter(Boolean).join(' ')}
                aria-current={index === cursor ? 'true' : undefined}
                onClick={(event) => {
                  setCursor(index);
                  if (!(event.target instanceof Element) || event.target.closest('a, button')) return;
                  router.history.push(href(row.original));
                }}
              >
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={byKey.get(cell.column.id)?.right ? css.right : undefined}><table.FlexRender cell={cell} /></td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows && <PhoneRows rows={rows} rowId={rowId} href={href} phone={phone} label={label} />}
        {!rows && <Waiting label={label} />}
        {rows?.length === 0 && empty}
      </div>
      {(totals || onNext || onFirst) && (
        <footer className={css.totals}>
          {totals}
          <span className={css.pages}>
            {onFirst && <Act small look="ghost" hotkey="[" onClick={onFirst}>First rows</Act>}
            {onNext && <Act small look="ghost" hotkey="]" onClick={onNext}>Next rows</Act>}
          </span>
        </footer>
      )}
    </>
  );
}

function PhoneRows<Row>({ rows, rowId, href, phone, label }: Pick<RecordTableProps<Row>, 'rowId' | 'href' | 'phone' | 'label'> & { rows: Row[] }) {
  const router = useRouter();
  return (
    <div className={css.phone} aria-label={label} role="list">
      {rows.map((row) => (
        <div role="listitem" key={rowId(row)}>
          <a href={href(row)} onClick={(event) => { event.preventDefault(); router.history.push(href(row)); }}>
            {phone(row).map((part, i) => <span key={i} className="fm-trunc">{part}</span>)}
          </a>
        </div>
      ))}
    </div>
  );
}

function useCursor<Row>(rows: Row[], href: (row: Row) => string, onNext?: () => void, onFirst?: () => void) {
  const [cursor, setCursor] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const router = useRouter();
  const move = (by: number) => setCursor((at) => Math.min(rows.length - 1, Math.max(0, at + by)));
  useEffect(() => {
    body.current?.children[cursor]?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      const row = rows[cursor];
      if (row && document.activeElement === document.body) router.history.push(href(row));
    },
    ']': () => onNext?.(),
    '[': () => onFirst?.(),
  });
  return { cursor, setCursor, body };
}
