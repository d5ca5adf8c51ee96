import { useQuery } from '@apollo/client/react';
import { IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { FindAnythingDocument } from '../../../gql/staff/graphql';
import { stateLook } from '../../../ui/states';
import { Palette, type PaletteGroup } from '../../../ui/Palette';
import type { Door, MenuEntry } from '../../../ui/Shell';
import { IconBolt } from '@tabler/icons-react';

interface ShellPaletteProps {
  open: boolean;
  onClose: () => void;
  acts: MenuEntry[];
  doors: Door[];
}

/** The palette over clients, acts and pages. */
export function ShellPalette({ open, onClose, acts, doors }: ShellPaletteProps) {
  const [typed, setTyped] = useState('');
  useEffect(() => { if (open) setTyped(''); }, [open]);
  const scope = typed[0] === '>' ? 'acts' : 'all';
  const words = useDeferredValue(typed.replace(/^[>#@]\s*/, '').trim());
  const asks = open && scope === 'all' && words.length > 1;
  const { data, error } = useQuery(FindAnythingDocument, { variables: { words }, skip: !asks, errorPolicy: 'all' });
  const navigate = useNavigate();
  const fits = (label: string) => label.toLowerCase().includes(words.toLowerCase());
  const clients = asks ? (data?.clients.nodes ?? []) : [];
  const groups: PaletteGroup[] = [
    {
      name: 'Clients',
      rows: clients.map((client) => ({
        id: client.id, label: client.displayName, second: [stateLook('client', client.status).word, client.owner?.name].filter(Boolean).join(', '), icon: IconUsers,
        onAct: () => void navigate({ to: '/clients/$clientId', params: { clientId: client.id }, search: { tab: undefined, topic: undefined } }),
      })),
    },
    { name: 'Do something', rows: acts.filter((act) => fits(act.label)).map((act) => ({ id: act.label, label: act.label, icon: act.icon ?? IconBolt, onAct: act.onAct })) },
    { name: 'Go to', rows: scope === 'acts' ? [] : doors.filter((door) => fits(door.label)).map((door) => ({ id: door.to, label: door.label, second: door.count, icon: door.icon, onAct: () => void navigate({ to: door.to }) })) },
  ].filter((group) => group.rows.length > 0);
  return <Palette open={open} typed={typed} onType={setTyped} groups={groups} note={asks && error ? 'Clients are not answering' : null} onClose={onClose} />;
}
