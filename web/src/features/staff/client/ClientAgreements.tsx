import { IconFileCertificate, IconFileText, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Act } from '../../../ui/Act';
import { Due, When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Status } from '../../../ui/Status';
import { Empty, PanelOut } from '../../../ui/Trouble';
import { standingWords, turnWords } from '../agreements/packet-words';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import css from './Client.module.css';

type Agreement = NonNullable<ClientRecord['agreements']>[number];
type Proposal = NonNullable<ClientRecord['proposals']>[number];

/** What the firm offered this client, and what both agreed on. */
export function ClientAgreements({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const navigate = useNavigate();
  const write = () => void navigate({ to: '/proposals', search: { view: undefined, after: undefined, open: 'new', client: client.id } });
  return (
    <>
      <section aria-label="Agreements">
        <h2 className={css.head}>Agreements</h2>
        {page.failed('client', 'agreements') && !client.agreements && <PanelOut what="Agreements" many failure={page.failed('client', 'agreements')} onRetry={page.again} />}
        {client.agreements?.length === 0 && <Empty>Nothing is agreed yet. Once they say yes to a proposal, its agreement is written and sent for signing.</Empty>}
        {client.agreements && client.agreements.length > 0 && <ul className={css.list}>{client.agreements.map((one) => <AgreementLine key={one.id} agreement={one} />)}</ul>}
      </section>
      <section aria-label="Proposals">
        <div className={css.storyHead}><h2>Proposals</h2><span style={{ marginLeft: 'auto' }}><Act small icon={IconPlus} onClick={write}>New proposal</Act></span></div>
        {page.failed('client', 'proposals') && !client.proposals && <PanelOut what="Proposals" many failure={page.failed('client', 'proposals')} onRetry={page.again} />}
        {client.proposals?.length === 0 && <Empty>No proposal yet. Write one: they choose a package in the portal and say yes there.</Empty>}
        {client.proposals && client.proposals.length > 0 && <ul className={css.list}>{client.proposals.map((one) => <ProposalLine key={one.id} proposal={one} />)}</ul>}
      </section>
    </>
  );
}

function AgreementLine({ agreement }: { agreement: Agreement }) {
  const [packet] = agreement.packets ?? [];
  const signing = packet && agreement.status === 'IN_SIGNATURE';
  return (
    <li>
      <IconFileCertificate size={16} stroke={1.75} aria-hidden />
      <span className="fm-trunc"><Go to={`/agreements/${agreement.id}`} className={css.name}>{agreement.title}</Go>{signing && turnWords(packet) && <span className="fm-quiet"> {turnWords(packet)}</span>}</span>
      <span className={css.second}>{agreement.effectiveOn ? <>From <Due date={agreement.effectiveOn} bare /></> : <When at={agreement.createdAt} as="day" />}</span>
      <span className={css.status}>{signing ? <Status machine="packet" state={packet.state} words={standingWords(packet)} /> : <Status machine="agreement" state={agreement.status} />}</span>
    </li>
  );
}

function ProposalLine({ proposal }: { proposal: Proposal }) {
  return (
    <li>
      <IconFileText size={16} stroke={1.75} aria-hidden />
      <span className="fm-trunc"><Go to={`/proposals/${proposal.id}`} className={css.name}>{proposal.title}</Go>{proposal.reason && <span className="fm-quiet"> «{proposal.reason}»</span>}</span>
      <span className={css.second}>{proposal.expiresOn && (proposal.state === 'SENT' || proposal.state === 'VIEWED') ? <>Until <Due date={proposal.expiresOn} bare /></> : <When at={proposal.sentAt ?? proposal.createdAt} as="day" />}</span>
      <span className={css.status}><Status machine="proposal" state={proposal.state} /></span>
    </li>
  );
}
