import { contactCreated, contactLinked, firmRegistered, newId, packetCompleted, packetDeclined, packetExpired, packetVoided, portalUserInvited, proposalSent, recipientInvited, recipientReminded, userAdded, type DataOf } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { mailServer, type MailServer } from '../../test/mail-server.js';
import communications from '../subgraph.js';

let h: Harness;
let server: MailServer;
const [owner, partner] = [newId('usr'), newId('usr')];
const publicUrl = 'https://house.test';

beforeAll(async () => {
  server = await mailServer();
  h = await testSubgraph(communications, { env: { SMTP_URL: server.url, FIRMAMENT_PUBLIC_URL: publicUrl } });
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale', slug: 'harbour', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: owner });
  await h.deliver(userAdded, { userId: owner, name: 'Ines Calder', email: 'ines@harbour.test', roles: ['owner'] });
  await h.deliver(userAdded, { userId: partner, name: 'Tom Okafor', email: 'tom@harbour.test', roles: ['manager'] });
});
afterAll(async () => { await h?.stop(); await server?.close(); });
beforeEach(() => { server.arrived.length = 0; });

interface Person { readonly contactId: string; readonly name: string; readonly email: string }

/** A client with a person; `portal: false` for one who was never asked in. */
async function aClient(name: string, { portal = true, clientId = newId('cli'), isPrimary = true } = {}): Promise<{ clientId: string; person: Person }> {
  const person = { contactId: newId('con'), name, email: `${name.split(' ')[0]?.toLowerCase() ?? ''}-${newId('con').slice(-6)}@marlowe.test` };
  await h.knowClient(clientId);
  await h.deliver(contactCreated, { ...person, phone: null, source: 'STAFF' });
  await h.deliver(contactLinked, { linkId: newId('lnk'), contactId: person.contactId, clientId, contactName: name, role: 'Owner', isPrimary, isSignatory: true, isBilling: false, portalAccess: true }, { clientId });
  if (portal) await h.deliver(portalUserInvited, { portalUserId: newId('pus'), clientId, expiresAt: '2099-01-01T00:00:00.000Z', ...person }, { clientId });
  return { clientId, person };
}

const sent = async (address: string) => { await h.sweep('send-due'); return server.arrived.filter((mail) => mail.to === address); };
const packetOf = (clientId: string) => ({ packetId: newId('pkt'), agreementId: newId('agr'), clientId, title: 'Engagement letter 2027', revision: 1 });
const told = async (user: string) => ((await h.as({ ...h.staff(), id: user }).run('{ notifications(first: 50) { nodes { title body } } }')).data as { notifications: { nodes: { title: string; body: string }[] } }).notifications.nodes;
const invited = (clientId: string, person: Person, more: Partial<DataOf<typeof recipientInvited>> = {}): DataOf<typeof recipientInvited> =>
  ({ ...packetOf(clientId), recipientId: newId('rcp'), order: 1, role: 'SIGNER', expiresAt: '2026-12-04T17:00:00.000Z', provider: 'BUILT_IN', ...person, ...more });

describe('a proposal that was sent', () => {
  const proposal = (clientId: string, more: Partial<DataOf<typeof proposalSent>> = {}): DataOf<typeof proposalSent> => ({ proposalId: newId('prp'), clientId, projectId: null, title: 'Year-end accounts', currency: 'GBP', revision: 1, expiresOn: '2026-12-04', optionCount: 3, ...more });

  it('is told to the main contact once, with what it is, until when, and the way to it', async () => {
    const { clientId, person } = await aClient('Marion Marlowe');
    await aClient('Piers Marlowe', { clientId, isPrimary: false });
    const fact = proposal(clientId);
    for (const aggregateSeq of [1, 2]) await h.deliver(proposalSent, fact, { clientId, aggregateSeq });
    const [mail, ...more] = await sent(person.email);
    expect(more).toEqual([]);
    expect(server.arrived).toHaveLength(1);
    expect(mail?.subject).toBe('Harbour & Vale has a proposal for you: Year-end accounts');
    for (const part of ['Hello Marion Marlowe', '3 to choose from', 'Answer by: Friday 4 December 2026', `${publicUrl}/portal/proposals/${fact.proposalId}?firm=harbour`, 'Harbour & Vale']) expect(mail?.text).toContain(part);
    expect(mail?.html).toContain(`href="${publicUrl}/portal/proposals/${fact.proposalId}?firm=harbour"`);
    expect(mail?.text).not.toContain('takes the place');
  });

  it('says when it takes the place of an earlier one', async () => {
    const { clientId, person } = await aClient('Wilma Wren');
    await h.deliver(proposalSent, proposal(clientId, { revision: 2, expiresOn: null, optionCount: 1 }), { clientId });
    const [mail] = await sent(person.email);
    expect(mail?.text).toContain('It takes the place of the one that we sent before.');
    expect(mail?.text).not.toMatch(/Answer by|to choose from/);
  });

  it('goes to who can come in when the main contact cannot, and to the owner as a notice when nobody can', async () => {
    const { clientId, person: shut } = await aClient('Shut Out', { portal: false });
    const { person: inside } = await aClient('Come In', { clientId, isPrimary: false });
    await h.deliver(proposalSent, proposal(clientId), { clientId });
    expect(await sent(shut.email)).toEqual([]);
    expect(await sent(inside.email)).toHaveLength(1);
    const { clientId: closed, person } = await aClient('Closed Door', { portal: false });
    await h.deliver(proposalSent, proposal(closed, { title: 'Payroll' }), { clientId: closed });
    expect(await sent(person.email)).toEqual([]);
    expect((await told(owner)).filter(({ title }) => title === '«Payroll» waits behind a closed door')).toEqual([{ title: '«Payroll» waits behind a closed door', body: 'This client has no portal yet and cannot answer. Invite them: it is the first thing that they find there.' }]);
  });
});

describe('a signature', () => {
  it('is asked of the person whose turn it is, once, with the way to it', async () => {
    const { clientId, person } = await aClient('Sigrid Marlowe');
    const fact = invited(clientId, person);
    for (const aggregateSeq of [1, 2]) await h.deliver(recipientInvited, fact, { clientId, aggregateSeq });
    const [mail, ...more] = await sent(person.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Please sign: Engagement letter 2027');
    for (const part of ['please read Engagement letter 2027 and sign it', 'By: Friday 4 December 2026', `${publicUrl}/portal/sign/${fact.packetId}?firm=harbour`]) expect(mail?.text).toContain(part);
  });

  it('is approved where only a word is asked for, only read by who looks on, and nothing yet for who gets a copy', async () => {
    const { clientId, person } = await aClient('April Prover');
    await h.deliver(recipientInvited, invited(clientId, person, { role: 'APPROVER' }), { clientId });
    for (const role of ['VIEWER', 'COPY'] as const) await h.deliver(recipientInvited, invited(clientId, person, { role }), { clientId });
    expect((await sent(person.email)).map(({ subject }) => subject).sort()).toEqual(['For you to read: Engagement letter 2027', 'Please approve: Engagement letter 2027']);
  });

  it('is left to the signing service where another one carries it', async () => {
    const { clientId, person } = await aClient('Outside Marlowe');
    await h.deliver(recipientInvited, invited(clientId, person, { provider: 'DOCUSIGN' }), { clientId });
    await h.deliver(recipientReminded, { ...invited(clientId, person, { provider: 'DOCUSIGN' }), reminderNo: 1 }, { clientId });
    expect(await sent(person.email)).toEqual([]);
  });

  it('is reminded of once for each reminder', async () => {
    const { clientId, person } = await aClient('Slow Marlowe');
    const fact = invited(clientId, person);
    for (const [reminderNo, aggregateSeq] of [[1, 1], [1, 2], [2, 3]] as const) await h.deliver(recipientReminded, { ...fact, reminderNo }, { clientId, aggregateSeq });
    const mails = await sent(person.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Still waiting for you: Engagement letter 2027', 'Still waiting for you: Engagement letter 2027']);
    expect(mails[0]?.text).toContain('we still wait for your signature');
  });

  it('finds a person who is named by their address alone', async () => {
    const { clientId, person } = await aClient('Address Only');
    await h.deliver(recipientInvited, invited(clientId, { ...person, contactId: '' }, { contactId: null }), { clientId });
    expect(await sent(person.email)).toHaveLength(1);
  });

  it('of a person without a portal is told to the owner, and of a person of the firm to that person', async () => {
    const { clientId, person } = await aClient('Locked Out', { portal: false });
    await h.deliver(recipientInvited, invited(clientId, person, { title: 'Loan' }), { clientId });
    await h.deliver(recipientInvited, invited(clientId, { ...person, name: 'Tom Okafor', email: 'tom@harbour.test' }, { contactId: null, title: 'Loan' }), { clientId });
    expect(await sent(person.email)).toEqual([]);
    expect(await sent('tom@harbour.test')).toEqual([]);
    expect((await told(owner)).find(({ title }) => title.startsWith('«Loan»'))?.body).toBe('Locked Out has no portal yet and cannot sign. Invite them: it is the first thing that they find there.');
    expect(await told(partner)).toEqual([{ title: '«Loan» waits for your signature', body: 'Everybody before you has signed.' }]);
  });
});

describe('the end of a packet', () => {
  it.each([[packetDeclined, 'Piers would not sign it'], [packetVoided, 'We took it back'], [packetExpired, 'The time to sign ran out']] as const)('is told to who had signed, once, and not why', async (contract, words) => {
    const { clientId, person } = await aClient('Early Signer');
    const fact = { ...packetOf(clientId), by: 'Piers', reason: 'Too dear, and a secret.', signedBefore: [{ name: person.name, email: person.email, contactId: person.contactId }] };
    for (const aggregateSeq of [1, 2]) await h.deliver(contract, fact, { clientId, aggregateSeq });
    const [mail, ...more] = await sent(person.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Not going ahead: Engagement letter 2027');
    expect(mail?.text).toContain(words);
    expect(mail?.text).not.toContain('secret');
  });

  it('with all signatures is told to everybody of it once; only who has a portal is shown the way to the copy', async () => {
    const { clientId, person } = await aClient('Happy End');
    const packet = packetOf(clientId);
    const bookkeeper = { name: 'Dot Lanyon', email: 'dot@lanyon.test', contactId: null };
    const people = [{ recipientId: newId('rcp'), role: 'SIGNER' as const, ...person }, { recipientId: newId('rcp'), role: 'COPY' as const, ...bookkeeper }];
    const sealed = { key: 'agreements/x.pdf', sha256: 'a'.repeat(64), size: 10 };
    for (const aggregateSeq of [1, 2]) await h.deliver(packetCompleted, { ...packet, signedDocument: sealed, certificate: null, completedAt: '2026-11-19T11:18:00.000Z', signers: [], people }, { clientId, aggregateSeq });
    const mails = await sent(person.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Signed by all: Engagement letter 2027']);
    expect(mails[0]?.text).toContain(`${publicUrl}/portal/sign/${packet.packetId}?firm=harbour`);
    const [copy, ...twice] = await sent('dot@lanyon.test');
    expect(twice).toEqual([]);
    expect(copy?.text).toContain('send you one when you ask');
    expect(copy?.text).not.toContain('/portal/');
  });
});
