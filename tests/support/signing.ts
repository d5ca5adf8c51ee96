import { uuidToId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { enterPortal, portalLinkIn, type Somebody } from './actors.js';
import { newGuest, type Guest } from './firm.js';
import { comeIn } from './come-in.js';
import { budgetMs, look } from './house.js';
import { mailsTo, mailThat } from './mail.js';
import type { SigningService } from './signing-services.js';
import type { Story } from './story.js';

/** Somebody who signs for the client, with their portal open. */
export interface Signatory { readonly name: string; readonly email: string; readonly contactId: string; readonly portal: Somebody }

/** A prospect who came by the booking page, with a skeleton of a project and two people who may sign. */
export interface Prospect { readonly clientId: string; readonly projectId: string; readonly guest: Guest; readonly portal: Somebody; readonly marion: Signatory; readonly ines: Signatory }

let people = 0;

async function aSignatory(story: Story, clientId: string, name: string): Promise<Signatory> {
  const { owner } = story.firm;
  const email = `${name.split(' ')[0]?.toLowerCase() ?? ''}.${Date.now().toString(36)}${(people += 1)}@sign.test`;
  const { contact } = await owner.do<{ contact: { id: string } }>('addContact', { clientId, name, email, role: 'Director', isSignatory: true, portalAccess: true }, '{ contact { id } }');
  // The portal hears of its client's people by an event, so the first try may come too early.
  await eventually(() => owner.do('invitePortalUser', { contactId: contact.id, clientId, name, email }, '{ alreadyInvited }'), `the portal knows ${name}`, { timeoutMs: budgetMs });
  return { name, email, contactId: contact.id, portal: await enterPortal(portalLinkIn(await mailThat(email, /portal\/link/))) };
}

/** Books, opens the portal, and names who signs. */
export async function aProspect(story: Story): Promise<Prospect> {
  const { owner } = story.firm;
  const guest = newGuest('Marion Marlowe');
  const { portal, project } = await comeIn(story, guest);
  const clientId = project.client.id;
  const { client } = await owner.ask<{ client: { links: { contact: { id: string } }[] } }>('query($id: ID!) { client(id: $id) { links { contact { id } } } }', { id: clientId });
  // Whoever books is the client's first person, and signs.
  const marion: Signatory = { ...guest, contactId: client.links[0]?.contact.id ?? '', portal };
  const ines = await aSignatory(story, clientId, 'Ines Calder');
  await story.settle();
  return { clientId, projectId: project.id, guest, portal, marion, ines };
}

const text = (words: string) => ({ type: 'text', text: words });
const field = (name: string) => ({ type: 'mergeField', attrs: { name } });
const contractBody = { type: 'doc', content: [{ type: 'paragraph', content: [field('firm.name'), text(' and '), field('client.displayName'), text(' agree on '), field('proposal.title'), text(', for '), field('proposal.total'), text('.'), field('lines')] }] };

/** A contract template; gives the id of its published version. */
export async function aContractTemplate({ owner }: Story['firm'], words: object = {}): Promise<string> {
  const { id: templateId } = await owner.do('createContractTemplate', { name: `Engagement ${Date.now().toString(36)}${(people += 1)}`, words: { body: contractBody, termMonths: 12, renewalNoticeDays: 60, ...words } });
  return (await owner.do('publishContractTemplate', { templateId })).id;
}

const line = (key: string, more: object): object => ({ key, title: `The ${key}`, unitPriceMinor: '100000', taxName: 'VAT', taxBasisPoints: 2000, ...more });
const good = { key: 'good', name: 'Good', lines: [line('accounts', { timing: 'ON_COMPLETION' })] };
const best = (price: string): object => ({ key: 'best', name: 'Best', recommended: true, lines: [line('accounts', { timing: 'DEPOSIT', depositBasisPoints: 3000, unitPriceMinor: price }), line('advice', { timing: 'RECURRING', period: 'MONTH', unitPriceMinor: '25000' })] });
/** What a client takes when a test does not care: 1,200.00 with a deposit of 360.00, advice for 300.00 and payroll for 359.96 a month. */
export const bestWithPayroll = { optionKey: 'best', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 3 }] };

/** Two packages, a deposit, what recurs, and an add-on. */
export const anOffer = (title = 'Year-end accounts', price = '100000'): object => ({ title, currency: 'GBP', options: [good, best(price)], addOns: [line('payroll', { timing: 'RECURRING', period: 'MONTH', unitPriceMinor: '9999', minQuantity: 1, maxQuantity: 10 })] });

/** A proposal that is with its client. */
export async function aSentProposal(story: Story, prospect: Pick<Prospect, 'clientId'> & { projectId?: string | null }, more: object = {}): Promise<string> {
  const { owner } = story.firm;
  const templateVersionId = await aContractTemplate(story.firm);
  const { id: proposalId } = await owner.do('createProposal', { clientId: prospect.clientId, projectId: prospect.projectId ?? null, ...anOffer(), templateVersionId, ...more });
  await owner.do('sendProposal', { proposalId });
  return proposalId;
}

/** The client says yes. */
export const accept = (portal: Somebody, proposalId: string, selection: object = bestWithPayroll): Promise<{ id: string }> => portal.do('acceptProposal', { proposalId, selection });

/** A packet as its table holds it. */
export interface PacketRow { readonly id: string; readonly agreementId: string; readonly state: string; readonly revision: number; readonly provider: string; readonly providerRef: string | null; readonly problem: string | null; readonly signedLate: boolean }

/** The firm's packets, the oldest first. */
export async function packetsOf(story: Story): Promise<PacketRow[]> {
  const rows = await look<PacketRow>(`select id, agreement_id as "agreementId", state, revision, provider, provider_ref as "providerRef", problem, signed_late as "signedLate" from agreements.packets where tenant_id = $1 order by created_at, revision`, [story.firm.uuid]);
  return rows.map((row) => ({ ...row, id: uuidToId('pkt', row.id), agreementId: uuidToId('agr', row.agreementId) }));
}

/** Waits until the newest packet stands in a state. */
export const packetThatIs = (story: Story, state: string, timeoutMs = 1.5 * budgetMs): Promise<PacketRow> => {
  let last: PacketRow | undefined;
  return eventually(async () => {
    last = (await packetsOf(story)).at(-1);
    return last?.state === state ? last : undefined;
  }, `the newest packet is ${state}`, { timeoutMs }).catch((error: Error) => { throw new Error(`${error.message}; it is ${last?.state ?? 'not there'} ${last?.problem ?? ''}`); }) as Promise<PacketRow>;
};

/** The firm's agreements, as their table holds them. */
export const agreementsOf = (story: Story): Promise<{ id: string; status: string; effective_on: string | null; version_in_force: number | null }[]> =>
  look(`select id, status, effective_on::text, version_in_force from agreements.agreements where tenant_id = $1 order by created_at`, [story.firm.uuid]);

/** Waits until the firm's only agreement stands in a state. */
export const agreementThatIs = (story: Story, status: string, timeoutMs = 2 * budgetMs): Promise<{ id: string; effective_on: string | null }> =>
  eventually(async () => (await agreementsOf(story)).find((one) => one.status === status), `the agreement is ${status}`, { timeoutMs }) as Promise<{ id: string; effective_on: string | null }>;

/** What waits for a person's signature in their portal. */
export const toSign = async (portal: Somebody): Promise<string[]> =>
  (await portal.ask<{ portalTodo: { items: { kind: string; title: string }[] } }>('{ portalTodo { items { kind title } } }')).portalTodo.items.filter(({ kind }) => kind === 'SIGNATURE').map(({ title }) => title);

/** The flow's run waits for signatures: everything before them is done. */
export const outForSigning = (story: Story): Promise<PacketRow> => packetThatIs(story, 'SENT');

/** A prospect said yes, and the contract is with the two people who sign. */
export async function signing(story: Story, service: SigningService, more: object = {}): Promise<Prospect & { proposalId: string; packet: PacketRow }> {
  await service.join(story);
  const prospect = await aProspect(story);
  const proposalId = await aSentProposal(story, prospect, more);
  await story.settle();
  await story.mark();
  await accept(prospect.portal, proposalId);
  const packet = await outForSigning(story);
  return { ...prospect, proposalId, packet };
}

/** Both sign, one after the other. */
export async function bothSign(service: SigningService, { marion, ines }: Pick<Prospect, 'marion' | 'ines'>, packet: PacketRow): Promise<void> {
  await service.sign(packet, marion);
  await service.sign(packet, ines);
}

/** The tasks that were laid before the firm's people about papers, by title. */
export const tasksCalled = (story: Story, like: string): Promise<{ title: string; assignee_user_id: string | null }[]> =>
  look('select title, assignee_user_id from projects.tasks where tenant_id = $1 and title like $2', [story.firm.uuid, like]);

/** Mails to somebody whose subject fits. */
export const lettersTo = async (email: string, fits: RegExp): Promise<string[]> => (await mailsTo(email)).map(({ subject }) => subject).filter((subject) => fits.test(subject));
