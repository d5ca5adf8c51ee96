import { IconCalendar, IconHome, IconSend, IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Act } from '../../ui/Act';
import { Effects } from '../../ui/Effects';
import { Field, PickField, TextField } from '../../ui/Field';
import { FigureStrip } from '../../ui/FigureStrip';
import { Choices, FilterBar, FilterChip, SearchBox } from '../../ui/Filters';
import { Money, Who } from '../../ui/facts';
import { KeyHints, MoveLists, WorkGroup, WorkRow } from '../../ui/Moves';
import { PageHead } from '../../ui/PageHead';
import { Palette } from '../../ui/Palette';
import { PersonRow, Section, SectionRow, Split } from '../../ui/Rail';
import { RecordTable, type Column } from '../../ui/RecordTable';
import { RunGraph } from '../../ui/RunGraph';
import { Sheet, Shell } from '../../ui/Shell';
import { SideDrawer } from '../../ui/SideDrawer';
import { states, type Machine } from '../../ui/states';
import { MoveLine, Status } from '../../ui/Status';
import { Story } from '../../ui/Story';
import { useTell } from '../../ui/Told';
import { Alarm, Empty, PageTrouble, PanelOut, Refused, Waiting } from '../../ui/Trouble';

const moves = [
  { id: '1', kind: 'file-text', title: 'Check 3 bank statements Marion sent', due: '2026-11-22', href: '/clients' },
  { id: '2', kind: 'message', title: 'Answer: “Can we claim the slipway repair?”', due: '2026-11-24', href: '/clients' },
];

const rows = [
  { id: 'a', name: 'Aldous & Finch Architects LLP', state: 'ACTIVE', tone: 'broken' as const, words: 'Run stuck', owner: 'Ines Calloway' },
  { id: 'b', name: 'Bramble & Co Events', state: 'ONBOARDING', tone: 'theirs' as const, words: '2 files, 9 d', owner: 'Tom Okafor' },
  { id: 'c', name: 'Dr Samira Haddad', state: 'ON_HOLD', tone: null, words: 'Nothing open', owner: 'Priya Raman' },
];

const columns: Column<(typeof rows)[number]>[] = [
  { key: 'name', head: 'Client', cell: (row) => <a href="/clients">{row.name}</a> },
  { key: 'state', head: 'Status', width: 120, cell: (row) => <Status machine="client" state={row.state} /> },
  { key: 'move', head: 'Whose move', width: 180, cell: (row) => <MoveLine tone={row.tone} words={row.words} /> },
  { key: 'owner', head: 'Owner', width: 160, cell: (row) => <Who name={row.owner} /> },
  { key: 'owed', head: 'Owed', width: 120, right: true, cell: () => <Money minor="480000" currency="GBP" /> },
];

const steps = [
  { id: '1', name: 'Milestone completed', icon: 'bolt', state: 'DONE', right: '09:02', dependsOn: [] },
  { id: '2', name: 'Draft the invoice', icon: 'receipt', state: 'DONE', right: '0.4 s', dependsOn: ['1'] },
  { id: '3', name: 'Ask for approval', icon: 'user-check', state: 'DONE', right: '2 h 14 m', dependsOn: ['2'] },
  { id: '4', name: 'Show in the portal', icon: 'world', state: 'DONE', right: '0.2 s', dependsOn: ['3'] },
  { id: '5', name: 'Send to QuickBooks', icon: 'bank', state: 'STUCK', right: '1 try', dependsOn: ['3'] },
  { id: '6', name: 'Mail the client', icon: 'mail', state: 'NOT_REACHED', dependsOn: ['4', '5'] },
];

function Part({ name, children }: { name: string; children: ReactNode }) {
  return <section style={{ borderTop: '1px solid var(--fm-line)' }} data-part={name}><h2 className="fm-h2" style={{ padding: '8px 24px' }}>{name}</h2>{children}</section>;
}

/** Every component in every state, on one page; only in a development build. */
export function Gallery() {
  const [open, setOpen] = useState<'effects' | 'drawer' | 'palette' | null>(null);
  const [chosen, setChosen] = useState('5');
  const tell = useTell();
  const close = () => setOpen(null);
  return (
    <Shell
      firm="Harbour & Vale" me="Ines Calloway" onSearch={() => setOpen('palette')} news={[{ label: 'Client', icon: IconUsers, onAct: close }]} mine={[]} bottom={[{ to: '/', label: 'Today', icon: IconHome }]}
      groups={[{ name: null, doors: [{ to: '/', label: 'Today', icon: IconHome }, { to: '/clients', label: 'Clients', icon: IconUsers, count: '214' }] }, { name: 'Practice', doors: [{ to: '/runs', label: 'Automations', icon: IconCalendar, count: '1 stuck', hot: true }] }]}
    >
      <Sheet crumbs={[{ label: 'Gallery' }]}>
        <div style={{ overflow: 'auto' }}>
          <PageHead title="Marlowe Boatyard Ltd" client status={<Status machine="client" state="ACTIVE" filled />} facts={[<Who key="1" name="Ines Calloway" />, 'Limited company']} plain={[<Act key="a" hotkey="M" onClick={() => tell.refused('The mail was not sent', 'Northgate had one today; the limit is one a day.')}>Message</Act>, <Act key="b" onClick={() => setOpen('drawer')}>Open beside</Act>]} primary={<Act look="primary" icon={IconSend} hotkey="R" onClick={() => setOpen('effects')}>Send 3 reminders</Act>} />
          <FigureStrip figures={[{ label: 'Owed', value: '£5,520.00', meaning: '2 invoices' }, { label: 'Overdue', value: '£2,160.00', meaning: '12 days', tone: 'broken' }, { label: 'Next appointment', value: 'Tue 24 Nov', meaning: '14:30, video' }, { label: 'Owed', value: '£5,520.00', meaning: 'seen 10:41', tone: 'faint' }]} ruled />
          <Part name="States">{(Object.keys(states) as Machine[]).map((machine) => <p key={machine} style={{ padding: '2px 24px', display: 'flex', gap: 16, flexWrap: 'wrap' }}><span className="fm-quiet" style={{ width: 90 }}>{machine}</span>{Object.keys(states[machine]).map((state) => <Status key={state} machine={machine} state={state} />)}<Status machine={machine} state="SOMETHING_NEW" /></p>)}</Part>
          <Part name="Filled">{(['ONBOARDING', 'ACTIVE'] as const).map((s) => <Status key={s} machine="client" state={s} filled />)}<Status machine="run" state="STUCK" filled /><Status machine="run" state="WAITING_CLIENT" filled /><Status machine="run" state="COMPLETED" filled /></Part>
          <Part name="Alarm"><Alarm what="QuickBooks refused INV-2114: the customer “Aldous & Finch” is inactive there." why="The invoice is approved and in the portal. No mail has gone out." acts={<Act>Resume from step 5</Act>} /></Part>
          <Part name="Moves"><div style={{ padding: '0 24px' }}><MoveLists ours={moves} theirs={[{ id: '3', kind: 'receipt', title: 'Pay INV-2071, £2,160.00', due: '2026-11-10' }]} nothing="" /><MoveLists ours={[]} theirs={[]} nothing="Nothing is open with this client." /></div><WorkGroup title="Late" count={1} late>{moves.map((move, i) => <WorkRow key={move.id} move={{ ...move, client: 'Marlowe Boatyard Ltd' }} current={i === 0} />)}</WorkGroup><KeyHints hints={[[['J', 'K'], 'move'], [['Enter'], 'open']]} /></Part>
          <Part name="Table"><FilterBar><SearchBox label="Find a client" value="" onSearch={close} /><FilterChip field="Status" value="Active" onRemove={close} /><Choices label="Kind" on="a" onChoose={close} options={[{ key: 'a', label: 'Everything' }, { key: 'b', label: 'People' }]} /></FilterBar><RecordTable label="Clients" columns={columns} rows={rows} rowId={(row) => row.id} href={() => '/clients'} phone={(row) => [row.name, '£4,800.00', 'Active', 'today']} empty={null} totals={<span>Rows 1 to <b>3</b> of <b>214</b></span>} onNext={close} chosen="b" /></Part>
          <Part name="Empty, waiting, refused"><Empty sheet act={<Act small>Clear filters</Act>}>No client matches these 3 filters.</Empty><Waiting rows={3} label="Clients" /><div style={{ padding: '0 24px' }}><Refused>That email and password do not match.</Refused></div><PageTrouble failure={null} what="Clients are" /></Part>
          <Part name="Run"><RunGraph steps={steps} chosen={chosen} onChoose={setChosen} /></Part>
          <Part name="Story and rail"><Split railLabel="About" padded rail={<><Section title="People" link={<a className="fm-link" href="#top">Who can sign?</a>}><PersonRow name="Marion Marlowe" role="Main contact, signs, pays" portal="Portal: active today" /></Section><Section title="Work"><SectionRow right={<Status machine="project" state="ACTIVE" words="Active, 9 of 11" />}>VAT return Q3</SectionRow></Section><Section title="Open invoices"><PanelOut what="Money" seen="Seen at 10:41: 2 open, £5,520.00." onRetry={close} /></Section></>}><Story label="Story" items={[{ id: '1', at: '2026-11-22T10:20:00Z', tone: 'theirs', icon: 'arrow-back-up', actor: 'Priya Raman', sentence: <>sent back <a className="fm-link" href="#a">card-4471.pdf</a></>, quote: 'Page 2 is cut off at the bottom. Please send it once more.', state: '3 of 6 accepted' }, { id: '2', at: '2026-11-21T08:40:00Z', tone: 'done', icon: 'bolt', actor: 'Onboarding for payroll', sentence: 'finished', evidence: 'Appointment booked, portal opened for Piers, 6 folders.', state: '14 steps, 2 d 4 h', entries: [{ id: 'x', at: '2026-11-21T08:40:00Z', words: 'Appointment booked' }, { id: 'y', at: '2026-11-21T08:41:00Z', words: '6 folders laid out' }] }]} /></Split></Part>
          <Part name="Fields"><div style={{ padding: 24, display: 'grid', gap: 12 }}><Field label="Email" wrong="Write an address like name@firm.example." /><PickField label="Kind"><option>Person</option></PickField><TextField label="What worries you" optional help="Two sentences are enough." /></div></Part>
        </div>
      </Sheet>
      <Effects open={open === 'effects'} title="Send 3 reminders" lead="You selected 4 clients. This will:" effects={[{ act: 'Mail 3 people now', detail: 'Bel Carne (Bramble), Rhys Elwood, Ana Penhallow.' }, { act: 'Skip Northgate Dental Practice', detail: 'Its last reminder went out today at 08:40.' }]} undo="Mail cannot be called back. You have 8 seconds to undo before it leaves." onAct={() => { close(); tell.done('3 of 4 sent', 'Northgate had one today.'); }} onClose={close} />
      <SideDrawer open={open === 'drawer'} title="Team stand-up" onClose={close} footer={<Act>Move</Act>}><p>Video, 35 min.</p></SideDrawer>
      <PaletteDemo open={open === 'palette'} onClose={close} />
    </Shell>
  );
}

function PaletteDemo({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [typed, setTyped] = useState('marl');
  return <Palette open={open} typed={typed} onType={setTyped} onClose={onClose} groups={[{ name: 'Clients', rows: [{ id: '1', label: 'Marlowe Boatyard Ltd', second: 'Active, our move: 3 items', icon: IconUsers, onAct: onClose }, { id: '2', label: 'Marlowe Family Trust', second: 'Active, nothing open', icon: IconUsers, onAct: onClose }] }, { name: 'Do something for Marlowe Boatyard', rows: [{ id: '3', label: 'Book an appointment', icon: IconCalendar, hotkey: 'B', onAct: onClose }] }]} />;
}
