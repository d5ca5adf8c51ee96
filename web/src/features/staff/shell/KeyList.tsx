import { Modal } from '@mantine/core';
import { modKey } from '../../../lib/keys';
import css from './Shell.module.css';

const keys: readonly (readonly [string[], string])[] = [
  [[`${modKey}K`], 'Search or run a command'], [['G', 'T'], 'Today'], [['G', 'C'], 'Clients'], [['G', 'K'], 'Calendar'], [['G', 'A'], 'Agreements'], [['G', 'V'], 'Approvals'], [['G', 'R'], 'Automations'], [['G', 'P'], 'Projects'], [['G', 'W'], 'My work'], [['G', 'E'], 'Templates'], [['G', 'S'], 'Connections'],
  [['J'], 'Next row'], [['K'], 'Row before'], [['Enter'], 'Open'], [['/'], 'Search in the page'], [['['], 'First rows, or a card one column back'], [[']'], 'Next rows, or a card one column on'], [['⇧', '↑', '↓'], 'A card up or down'], [['C'], 'New client'], [['?'], 'This list'], [['Esc'], 'Close one layer'],
];

/** Every key of the app, on one card. */
export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal opened={open} onClose={onClose} title="Keys" size="480px">
      <dl className={css.keys}>{keys.map(([names, words]) => <div key={words}><dt>{names.map((name) => <kbd key={name}>{name}</kbd>)}</dt><dd>{words}</dd></div>)}</dl>
    </Modal>
  );
}
