import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconBan, IconDots } from '@tabler/icons-react';
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { ArchiveServicePackageDocument, ChangeServicePackageDocument, OfferedPackageFragmentDoc, PackagesDocument, type OfferedPackageFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { modKey, useKeys } from '../../../lib/keys';
import { same } from '../../../lib/same';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Effects } from '../../../ui/Effects';
import { Field } from '../../../ui/Field';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { useTell } from '../../../ui/Told';
import { PageTrouble, Refused, Waiting } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { LineFields } from '../proposals/LineFields';
import { draftLine, freeKey, linesInput, offerInput, type DraftLine } from '../proposals/offer-draft';
import { OfferPreview } from '../proposals/OfferPreview';
import { linesOf } from '../proposals/offered-lines';
import { useRested } from '../proposals/use-rested';
import css from '../proposals/Proposals.module.css';

interface Words { name: string; description: string; lines: DraftLine[] }
const wordsOf = (one: OfferedPackageFragment): Words => ({ name: one.name, description: one.description ?? '', lines: linesOf(one.lines).map((line) => draftLine(line, one.currency)) });

/** One package: its lines, and what a client reads of it. */
export function PackagePage() {
  const { packageId } = useParams({ from: '/frame/templates/packages/$packageId' });
  const page = usePage(PackagesDocument, {});
  const found = page.data?.servicePackages?.map((one) => reveal(OfferedPackageFragmentDoc, one)).find((one) => one.id === packageId);
  const crumbs = [{ label: 'Templates', to: '/templates/projects' }, { label: 'Packages', to: '/templates/packages' }];
  if (page.waiting || (!found && page.refreshing)) return <Sheet crumbs={[...crumbs, { label: 'Package' }]}><Waiting label="Package" /></Sheet>;
  if (!found) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('servicePackages') ?? (page.data ? null : page.failure)} what="Agreements are" onRetry={page.again} /></Sheet>;
  return <Sheet crumbs={[...crumbs, { label: found.name }]}><Writing key={found.id} stands={found} onSaved={page.again} /></Sheet>;
}

function Writing({ stands, onSaved }: { stands: OfferedPackageFragment; onSaved: () => Promise<unknown> }) {
  const [words, setWords] = useState<Words>(() => wordsOf(stands));
  const [refused, setRefused] = useState<unknown>(null);
  const [change, { loading }] = useMutation(ChangeServicePackageDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const changed = !same(words, wordsOf(stands));
  const rested = useRested(words);
  const save = async () => {
    const lines = linesInput(words.lines, stands.currency);
    if (typeof lines === 'string') { setRefused(lines); return; }
    const { data, error } = await change({ variables: { input: { packageId: stands.id, ifVersion: stands.version, name: words.name.trim(), description: words.description.trim() || null, currency: stands.currency, lines } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    setRefused(data?.changeServicePackage ? null : error);
    if (!data?.changeServicePackage) return;
    tell.done('Saved', 'Proposals that took a copy keep theirs.');
    await onSaved();
  };
  useBlocker({ shouldBlockFn: () => changed && !window.confirm('This package has changes that are not saved. Leave it without them?'), enableBeforeUnload: changed });
  useKeys({ '$mod+s': (event) => { event.preventDefault(); if (changed) void save(); } });
  const offer = offerInput({ currency: stands.currency, addOns: [], discount: { kind: 'none', typed: '' }, options: [{ key: 'package', name: rested.name, description: rested.description, recommended: false, lines: rested.lines }] });
  return (
    <>
      <PageHead ruled title={words.name || 'Package'} sentence={<span role="status">{changed ? 'Not saved yet.' : `Priced in ${stands.currency}. Proposals take a copy, so a later change touches none of them.`}</span>} primary={<Act look="primary" busy={loading} disabled={!changed} hotkey={`${modKey}S`} onClick={() => void save()}>Save</Act>} more={<More stands={stands} />} />
      <div className={css.builder}>
        <div className={css.write}>
          <Refused>{typeof refused === 'string' ? refused : refusalWords(refused)}</Refused>
          <Field label="Name" maxLength={120} value={words.name} onChange={(event) => setWords({ ...words, name: event.target.value })} />
          <Field label="What it is for" optional maxLength={2000} value={words.description} onChange={(event) => setWords({ ...words, description: event.target.value })} />
          <section className={css.part}><h2 className="fm-h2">Lines</h2><LineFields lines={words.lines} currency={stands.currency} of="the package" another="Another line" newKey={() => freeKey('line', words.lines)} onChange={(lines) => setWords({ ...words, lines })} /></section>
        </div>
        <section className={css.look} aria-label="What a client reads of it">
          <h2 className={css.lookHead}>What a client reads of it</h2>
          <OfferPreview title={rested.name} note="" offer={offer} stale={!same(rested, words)} firm="" chosen={null} onChoose={() => undefined} />
        </section>
      </div>
    </>
  );
}

function More({ stands }: { stands: OfferedPackageFragment }) {
  const [asking, setAsking] = useState(false);
  const [archive] = useMutation(ArchiveServicePackageDocument, { errorPolicy: 'all', refetchQueries: ['Packages'] });
  const navigate = useNavigate();
  const { busy, act } = useAct(() => undefined);
  const run = async () => { if (await act(archive({ variables: { input: { packageId: stands.id } } }), { done: 'No longer offered', why: 'Proposals that took a copy keep theirs.', refused: 'It stays on offer' })) await navigate({ to: '/templates/$kind', params: { kind: 'packages' }, search: { open: undefined } }); };
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={220}>
        <Menu.Target><Act look="icon" icon={IconDots} label="More for this package" /></Menu.Target>
        <Menu.Dropdown><Menu.Item leftSection={<IconBan size={15} stroke={1.75} />} onClick={() => setAsking(true)}>Stop offering it</Menu.Item></Menu.Dropdown>
      </Menu>
      {asking && <Effects open title="Stop offering 1 package" effects={[{ act: `Take «${stands.name}» off the list`, detail: 'New proposals cannot take a copy of it.' }, { act: 'Leave every proposal alone', detail: 'Those that took a copy keep theirs.' }]} undo="This cannot be undone; a package of the same lines can be made again." busy={busy} onAct={() => void run()} onClose={() => setAsking(false)} />}
    </>
  );
}
