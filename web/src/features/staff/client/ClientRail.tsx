import { IconRefresh } from '@tabler/icons-react';
import { reveal } from '../../../gql/staff';
import { ClientPersonFragmentDoc, type ClientPersonFragment } from '../../../gql/staff/graphql';
import { agoWords, codeWords, dayWords, instant, moneyWords, nearDayWords, timeWords } from '../../../lib/format';
import { Go } from '../../../ui/Go';
import { Facts, Freshness, PersonRow, Section, SectionRow } from '../../../ui/Rail';
import { Status } from '../../../ui/Status';
import { PanelOut } from '../../../ui/Trouble';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import { projectWords } from './ClientWork';
import { PortalAct, portalOf } from './PortalAct';

/** People, work, record and how fresh it all is. */
export function ClientRail({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const people = client.links.map((link) => reveal(ClientPersonFragmentDoc, link));
  const workOut = page.failed('client', 'projects');
  const answers = people.flatMap((link) => link.contact?.intake ?? []);
  return (
    <>
      <Section title="People">
        {people.length === 0 && <p className="fm-quiet">Nobody is linked yet.</p>}
        {people.map((link) => <PersonRow key={link.id} name={link.contact?.name ?? 'Somebody'} role={roleWords(link)} portal={<PortalLine link={link} client={client} page={page} />} />)}
      </Section>
      <Section title="Work" link={<Go to={`/clients/${client.id}?tab=work`} className="fm-link">All</Go>}>
        {workOut && !client.projects && <PanelOut what="Work" failure={workOut} seen={client.profile ? `Seen at ${timeWords(instant(client.profile.asOf))}: ${client.profile.openWork} open.` : undefined} onRetry={page.again} />}
        {client.projects?.length === 0 && <p className="fm-quiet">No project.</p>}
        {client.projects?.slice(0, 4).map((project) => <SectionRow key={project.id} right={<Status machine="project" state={project.status} words={projectWords(project)} />}><Go to={`/projects/${project.id}`}>{project.name}</Go></SectionRow>)}
      </Section>
      {answers.length > 0 && (
        <Section title="What they told us">
          {answers.slice(0, 4).map((fact) => <SectionRow key={fact.key} second={fact.answer}><span className="fm-quiet">{fact.question}</span></SectionRow>)}
        </Section>
      )}
      <Paid money={client.money ?? []} />
      <Section title="Record">
        <Facts facts={[
          ...client.facts.filter((fact) => !['Kind', 'Place', 'Services'].includes(fact.label)).map((fact) => [fact.label, fact.value] as const),
          ['Came by', codeWords(client.source)],
          ...(client.currency ? [['Currency', client.currency] as const] : []),
          ...(client.timeZone ? [['Time zone', client.timeZone.replaceAll('_', ' ')] as const] : []),
          ['Client since', dayWords(instant(client.createdAt))],
          ...(client.statusReason ? [['Status', client.statusReason] as const] : []),
        ]} />
      </Section>
      <Fresh client={client} page={page} />
    </>
  );
}

/** What the client ever paid, and what of it settles nothing; nothing stands here for whom payments are not. */
function Paid({ money }: { money: NonNullable<ClientRecord['money']> }) {
  const rows = money.flatMap(({ received, credit }) => [
    ...(received && BigInt(received.minor) !== 0n ? [[`Paid in all, ${received.currency}`, moneyWords(received.minor, received.currency)] as const] : []),
    ...(credit && BigInt(credit.minor) !== 0n ? [[`Credit, ${credit.currency}`, moneyWords(credit.minor, credit.currency)] as const] : []),
  ]);
  return rows.length === 0 ? null : <Section title="Money"><Facts facts={rows} /></Section>;
}

function roleWords(link: ClientPersonFragment): string {
  const words = [link.role, link.isPrimary && !/main/i.test(link.role) && 'main contact', link.isSignatory && 'signs', link.isBilling && 'pays'].filter(Boolean);
  return words.join(', ');
}

function PortalLine({ link, client, page }: { link: ClientPersonFragment; client: ClientRecord; page: ClientAnswer }) {
  if (link.contact?.emailState === 'BAD') return <span className="fm-late">Mail comes back: {link.contact.emailFault ?? link.contact.email}</span>;
  if (page.failed('client', 'links') && !link.contact?.portalAccess) return <>The portal is not answering.</>;
  const portal = portalOf(link);
  if (!portal) return <>No portal access</>;
  const invited = portal.openInvitation;
  const words = { NONE: 'No portal access', INVITED: invited ? `Portal: invited ${nearDayWords(instant(invited.invitedAt))}, not opened` : 'Portal: invited', ACTIVE: portal.lastSeenAt ? `Portal: last here ${agoWords(instant(portal.lastSeenAt)).toLowerCase()}` : 'Portal: open', SUSPENDED: 'Portal: paused' }[portal.state];
  return <>{words} <PortalAct link={link} clientId={client.id} onDone={page.again} /></>;
}

/** True where a region does not answer; what somebody may not see is none. */
const outOf = (page: ClientAnswer, region: string): boolean => !['FORBIDDEN', undefined].includes(page.failed('client', region)?.code);

function Fresh({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const silent = [page.failed('client', 'appointments') && 'the calendar', page.failed('client', 'projects') && 'work', page.failed('client', 'folders') && 'files', page.failed('client', 'runs') && 'automations', page.failed('client', 'theirMoves') && 'the portal', page.failed('client', 'stories') && 'the story', outOf(page, 'money') && 'money'].filter(Boolean).join(', ');
  const behind = client.profile?.lag.filter((source) => source.seconds > 30) ?? [];
  const late = behind.length > 0 ? `${codeWords(behind[0]?.source ?? '')} is ${behind[0]?.seconds} s behind. ` : '';
  return <Freshness><IconRefresh size={13} aria-hidden />{late}{client.profile ? `Up to date as of ${agoWords(instant(client.profile.asOf)).toLowerCase()}` : 'Read now'}{silent && `, but for ${silent}`}</Freshness>;
}
