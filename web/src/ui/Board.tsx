import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge, type Edge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Choices } from './Filters';
import { neighbours, placed, type Placing } from './board-order';
import css from './Board.module.css';

/** One column of a board: its cards in their order and what its head says. */
export interface Column<Card> {
  id: string;
  title: string;
  count: number;
  sentence?: ReactNode;
  /** The limit is reached: nothing more goes in. */
  full?: boolean;
  cards: readonly Card[];
  foot?: ReactNode;
}

interface BoardProps<Card extends { id: string }> {
  label: string;
  columns: readonly Column<Card>[];
  /** The name of a card, as the live region reads it. */
  nameOf: (card: Card) => string;
  render: (card: Card) => ReactNode;
  /** Puts a card elsewhere; false when it was refused and goes back. */
  onMove: (card: Card, placing: Placing) => Promise<boolean>;
  onOpen: (card: Card) => void;
  chosen?: string;
}

const home = 'firmament-card';

/** Cards in columns: dragged, or moved by [ and ], ranked by Shift and the arrows; what happened is read out. */
export function Board<Card extends { id: string }>(props: BoardProps<Card>) {
  const { label, columns, render, onOpen, chosen } = props;
  const { shown, said, place } = useMoves(props);
  const [at, setAt] = useState<string | null>(null);
  const hold = useHeldFocus();
  const [phoneColumn, setPhoneColumn] = useState(columns[0]?.id ?? '');
  const tabStop = at ?? shown.find((column) => column.cards.length > 0)?.cards[0]?.id;
  const focus = (id: string | undefined) => { if (id) { setAt(id); requestAnimationFrame(() => document.getElementById(`card-${id}`)?.focus()); } };
  const onKey = (event: KeyboardEvent, card: Card) => {
    const act = keyAct(event, shown, card.id);
    if (!act) return;
    event.preventDefault();
    if (act.focus) focus(act.focus);
    if (act.place) { hold(card.id); void place(card, act.place); focus(card.id); }
  };
  return (
    <div className={css.frame}>
      <div className={css.pick}><Choices label="Column" options={columns.map((one) => ({ key: one.id, label: `${one.title} ${one.count}` }))} on={phoneColumn} onChoose={setPhoneColumn} /></div>
      <div className={css.board} role="group" aria-label={label}>
        {shown.map((column) => (
          <ColumnView key={column.id} column={column} hidden={column.id !== phoneColumn}>
            {column.cards.map((card) => (
              <CardView key={card.id} id={card.id} column={column.id} chosen={card.id === chosen} tabStop={card.id === tabStop} onFocus={() => setAt(card.id)} onKey={(event) => onKey(event, card)} onOpen={() => onOpen(card)}>{render(card)}</CardView>
            ))}
          </ColumnView>
        ))}
      </div>
      <p className="fm-hidden" role="status" aria-live="assertive">{said}</p>
    </div>
  );
}

/** A card that goes to another column is made anew there, maybe twice; who moved it by keys goes on from it, and not from the top of the page. */
function useHeldFocus(): (id: string) => void {
  const held = useRef<string | null>(null);
  useEffect(() => {
    const elsewhere = (event: Event) => { if ((event.target as Element | null)?.id !== `card-${held.current}`) held.current = null; };
    for (const kind of ['focusin', 'pointerdown']) document.addEventListener(kind, elsewhere);
    return () => { for (const kind of ['focusin', 'pointerdown']) document.removeEventListener(kind, elsewhere); };
  }, []);
  useEffect(() => { if (held.current && document.activeElement === document.body) document.getElementById(`card-${held.current}`)?.focus(); });
  return (id) => { held.current = id; };
}

/** Where the cards stand while an answer is awaited, and what was said last. */
function useMoves<Card extends { id: string }>({ columns, nameOf, onMove }: BoardProps<Card>) {
  const [moving, setMoving] = useState<{ id: string; placing: Placing } | null>(null);
  const [said, setSaid] = useState('');
  const shown = moving ? placed(columns, moving.id, moving.placing) : columns;
  const place = async (card: Card, placing: Placing) => {
    const title = columns.find((column) => column.id === placing.column)?.title ?? '';
    setMoving({ id: card.id, placing });
    setSaid(`Moving ${nameOf(card)} to ${title}`);
    const taken = await onMove(card, placing);
    const after = placed(columns, card.id, placing).find((column) => column.id === placing.column)?.cards ?? [];
    setSaid(taken ? `${nameOf(card)} is in ${title}, ${after.findIndex((one) => one.id === card.id) + 1} of ${after.length}` : `${nameOf(card)} stays where it was`);
    setMoving(null);
  };
  const latest = useRef({ columns, place });
  latest.current = { columns, place };
  useEffect(() => monitorForElements({
    canMonitor: ({ source }) => source.data['kind'] === home,
    onDrop: ({ source, location }) => {
      const card = latest.current.columns.flatMap((column) => [...column.cards]).find((one) => one.id === source.data['id']);
      const placing = placingOf(location.current.dropTargets.map((target) => target.data), latest.current.columns);
      if (card && placing && placing.before !== card.id && placing.after !== card.id) void latest.current.place(card, placing);
    },
  }), []);
  return { shown, said, place };
}

function placingOf(targets: Record<string | symbol, unknown>[], columns: readonly Column<{ id: string }>[]): Placing | null {
  const column = targets.find((data) => data['kind'] === 'column');
  if (!column) return null;
  const id = String(column['id']);
  const over = targets.find((data) => data['kind'] === home);
  if (!over) return { column: id, after: columns.find((one) => one.id === id)?.cards.at(-1)?.id };
  return extractClosestEdge(over) === 'top' ? { column: id, before: String(over['id']) } : { column: id, after: String(over['id']) };
}

/** What a key means for a card: another card gets the focus, or this one goes elsewhere. */
function keyAct<Card extends { id: string }>(event: KeyboardEvent, columns: readonly Column<Card>[], id: string): { focus?: string; place?: Placing } | null {
  if (event.metaKey || event.ctrlKey || event.altKey) return null;
  const { above, below, left, right, lefts, rights, column } = neighbours(columns, id);
  if (event.shiftKey && event.key === 'ArrowUp') return above ? { place: { column, before: above } } : null;
  if (event.shiftKey && event.key === 'ArrowDown') return below ? { place: { column, after: below } } : null;
  if (event.shiftKey) return null;
  const to: Record<string, string | undefined> = { ArrowUp: above, ArrowDown: below, ArrowLeft: lefts, ArrowRight: rights, j: below, k: above };
  if (event.key in to) return to[event.key] ? { focus: to[event.key] } : null;
  if (event.key === '[' && left) return { place: { column: left.id, after: left.cards.at(-1)?.id } };
  if (event.key === ']' && right) return { place: { column: right.id, after: right.cards.at(-1)?.id } };
  return null;
}

function ColumnView<Card>({ column, hidden, children }: { column: Column<Card>; hidden: boolean; children: ReactNode }) {
  const list = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    return dropTargetForElements({
      element, getData: () => ({ kind: 'column', id: column.id }), canDrop: ({ source }) => source.data['kind'] === home,
      onDragEnter: () => setOver(true), onDragLeave: () => setOver(false), onDrop: () => setOver(false),
    });
  }, [column.id]);
  return (
    <section ref={list} className={css.column} aria-label={column.title} data-over={over || undefined} data-aside={hidden || undefined}>
      <header className={css.head}>
        <h2>{column.title} <span>{column.count}</span></h2>
        <p className={column.full ? 'fm-late' : undefined}>{column.sentence}</p>
      </header>
      {column.cards.length > 0 ? <ul className={css.cards}>{children}</ul> : <p className={css.none}>Nothing here.</p>}
      {column.foot && <p className={css.foot}>{column.foot}</p>}
    </section>
  );
}

interface CardProps {
  id: string;
  column: string;
  chosen: boolean;
  tabStop: boolean;
  onFocus: () => void;
  onKey: (event: KeyboardEvent) => void;
  onOpen: () => void;
  children: ReactNode;
}

function CardView({ id, column, chosen, tabStop, onFocus, onKey, onOpen, children }: CardProps) {
  const item = useRef<HTMLLIElement>(null);
  const [edge, setEdge] = useState<Edge | null>(null);
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    const element = item.current;
    if (!element) return undefined;
    return combine(
      draggable({ element, getInitialData: () => ({ kind: home, id, column }), onDragStart: () => setDragged(true), onDrop: () => setDragged(false) }),
      dropTargetForElements({
        element, canDrop: ({ source }) => source.data['kind'] === home && source.data['id'] !== id,
        getData: ({ input }) => attachClosestEdge({ kind: home, id }, { element, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)), onDragLeave: () => setEdge(null), onDrop: () => setEdge(null),
      }),
    );
  }, [id, column]);
  return (
    <li ref={item} data-edge={edge ?? undefined}>
      <button type="button" id={`card-${id}`} className={css.card} data-chosen={chosen || undefined} data-dragged={dragged || undefined} tabIndex={tabStop ? 0 : -1} aria-keyshortcuts="[ ] Shift+ArrowUp Shift+ArrowDown" onFocus={onFocus} onKeyDown={onKey} onClick={onOpen}>{children}</button>
    </li>
  );
}
