import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { useMantineColorScheme } from '@mantine/core';
import { IconBook2, IconCalendar, IconCoins, IconGavel, IconHome, IconLayoutKanban, IconListCheck, IconLogout, IconMoon, IconPlugConnected, IconReceipt, IconSignature, IconSun, IconSunMoon, IconTemplate, IconUserCheck, IconUserPlus, IconUsers, IconRoute } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { ShellDocument, SignOutDocument, WaitingForMeDocument } from '../../../gql/staff/graphql';
import { useKeys } from '../../../lib/keys';
import { holds } from '../../../lib/permissions';
import { Shell, type Door, type MenuEntry } from '../../../ui/Shell';
import { NewClientDialog } from './NewClientDialog';
import { ShellPalette } from './ShellPalette';
import { KeyList } from './KeyList';

/** The frame with what this person may see of it. */
export function StaffShell({ children }: { children: ReactNode }) {
  const { data } = useQuery(ShellDocument, { errorPolicy: 'all', pollInterval: 60_000 });
  const [open, setOpen] = useState<'palette' | 'client' | 'keys' | null>(null);
  const navigate = useNavigate();
  const mine = useMyMenu();
  const may = (permission: string) => holds(data?.me?.permissions, permission);
  const news: MenuEntry[] = may('crm.client.create') ? [{ label: 'Client', icon: IconUserPlus, onAct: () => setOpen('client') }] : [];
  // Asked apart: who may not see it would be refused, and with it the whole frame.
  const mayApprove = may('revenue.approval.view');
  const waiting = useQuery(WaitingForMeDocument, { skip: !mayApprove, errorPolicy: 'all', pollInterval: 60_000 }).data?.approvals.totalCount ?? 0;
  const stuck = data?.runs?.counts.stuck ?? 0;
  const daily: Door[] = [
    { to: '/', label: 'Today', icon: IconHome },
    { to: '/clients', label: 'Clients', icon: IconUsers, count: data?.clients ? String(data.clients.totalCount) : null },
    { to: '/projects', label: 'Projects', icon: IconLayoutKanban },
    { to: '/work', label: 'My work', icon: IconListCheck },
    { to: '/calendar', label: 'Calendar', icon: IconCalendar },
  ];
  const practice: Door[] = [
    { to: '/agreements', label: 'Agreements', icon: IconSignature },
    ...(may('revenue.invoice.view') ? [{ to: '/money', label: 'Money', icon: IconCoins }] : []),
    ...(mayApprove ? [{ to: '/approvals', label: 'Approvals', icon: IconUserCheck, count: waiting > 0 ? String(waiting) : null }] : []),
    { to: '/runs', label: 'Automations', icon: IconRoute, count: stuck > 0 ? `${stuck} stuck` : null, hot: true },
    { to: '/templates', label: 'Templates', icon: IconTemplate },
  ];
  const settings: Door[] = [
    ...(may('agreements.connection.view') ? [{ to: '/settings/connections', label: 'Connections', icon: IconPlugConnected }] : []),
    ...(may('revenue.ledger.view') ? [{ to: '/settings/ledger', label: 'Ledger and payments', icon: IconBook2 }] : []),
    ...(may('revenue.rule.view') ? [{ to: '/settings/approvals', label: 'Who approves', icon: IconGavel }] : []),
    ...(may('revenue.settings.view') ? [{ to: '/settings/billing', label: 'Billing', icon: IconReceipt }] : []),
  ];
  const go = (to: string) => () => void navigate({ to });
  useKeys({
    '$mod+k': (event) => { event.preventDefault(); setOpen('palette'); },
    c: () => { if (news.length > 0) setOpen('client'); },
    '?': () => setOpen('keys'),
    'Shift+?': () => setOpen('keys'),
    'g t': go('/'), 'g c': go('/clients'), 'g a': go('/agreements'), 'g m': go('/money'), 'g v': go('/approvals'), 'g k': go('/calendar'), 'g r': go('/runs'), 'g p': go('/projects'), 'g w': go('/work'), 'g e': go('/templates'), 'g s': go('/settings/connections'),
  });
  return (
    <Shell
      firm={data?.me?.firm.name ?? ''} mark={data?.me?.firm.mark} me={data?.me?.user.name ?? ''} groups={[{ name: null, doors: daily }, { name: 'Practice', doors: practice }]} bottom={[...daily.filter((door) => ['/', '/clients', '/work'].includes(door.to)), ...practice.filter((door) => door.to === (mayApprove ? '/approvals' : '/runs'))]}
      settings={settings} news={news} mine={[{ label: 'Keys', onAct: () => setOpen('keys') }, ...mine]} onSearch={() => setOpen('palette')}
    >
      {children}
      <ShellPalette open={open === 'palette'} onClose={() => setOpen(null)} acts={[...(news.length > 0 ? [{ label: 'New client', icon: IconUserPlus, onAct: () => setOpen('client') }] : []), ...mine]} doors={[...daily, ...practice, ...settings]} />
      <NewClientDialog open={open === 'client'} onClose={() => setOpen(null)} />
      <KeyList open={open === 'keys'} onClose={() => setOpen(null)} />
    </Shell>
  );
}

function useMyMenu(): MenuEntry[] {
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const [signOut] = useMutation(SignOutDocument);
  const graph = useApolloClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut().catch(() => undefined);
    await navigate({ to: '/sign-in', search: { from: undefined } });
    await graph.clearStore();
  };
  const schemes = [['light', 'Light', IconSun], ['dark', 'Dark', IconMoon], ['auto', 'As the system', IconSunMoon]] as const;
  return [
    ...schemes.filter(([key]) => key !== colorScheme).map(([key, label, icon]) => ({ label, icon, onAct: () => setColorScheme(key) })),
    { label: 'Sign out', icon: IconLogout, onAct: () => void leave() },
  ];
}
