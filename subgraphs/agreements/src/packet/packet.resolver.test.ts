import { clientErased, contactCreated, contactLinked, contactUpdated, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { FakeCarrier } from '../../test/fake-carrier.js';
import { act, ask, aSentProposal, refusal } from '../../test/firm.js';
import { aSendingPacket, aSentPacket, aWrittenAgreement, hear, ines, marion, said, seePacket, signedResult, type SeenPacket } from '../../test/signing-room.js';
import { openAgreements } from '../../test/store.js';

let h: Harness;
let carrier: FakeCarrier;
const today = new Date('2026-11-19T11:18:00Z');
beforeAll(async () => { carrier = new FakeCarrier(); h = await openAgreements(carrier); });
beforeEach(() => { h.setNow(today); Object.assign(carrier, { down: null, losesAnswers: false, meanwhile: null }); });
afterAll(async () => { await h?.stop(); });

const facts = async (type: string, packetId: string) => (await h.events(type)).map((one) => one.data).filter((data) => data.packetId === packetId);
const agreementFacts = async (type: string, agreementId: string) => (await h.events(type)).map((one) => one.data).filter((data) => data.agreementId === agreementId);
const namesOf = (packet: SeenPacket, state: string) => packet.recipients.filter((one) => one.state === state).map((one) => one.name);
const dueNow = () => h.sql(`update agreements.due set due_at = clock_timestamp() where kind = 'carry'`);

it('goes out, invites in turn, and brings the agreement into force with the last required signature, once', async () => {
  const { agreementId, clientId } = await aWrittenAgreement(h, { template: { termMonths: 12, renewalNoticeDays: 60 } });
  const sending = await aSendingPacket(h, agreementId, { recipients: [marion, ines, { name: 'Copy', email: 'copy@x.test', role: 'COPY' }] });
  expect(await seePacket(h, sending)).toMatchObject({ state: 'SENDING', agreement: { status: 'IN_SIGNATURE' } });
  expect((await h.as(h.portal(clientId)).run('query($id: ID!) { signaturePacket(id: $id) { id } }', { id: sending })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  await h.sweep('carry-packets');
  const packet = await seePacket(h, sending);
  expect(packet).toMatchObject({ state: 'SENT', providerRef: expect.stringMatching(/^env-/) });
  expect([namesOf(packet, 'INVITED'), namesOf(packet, 'WAITING')]).toEqual([['Marion Marlowe'], ['Copy', 'Ines Calder']]);
  expect(await ask(h, h.portal(clientId), 'query($id: ID!) { signaturePacket(id: $id) { state recipients { name state } documents { name } } }', { id: sending })).toMatchObject({ state: 'SENT', documents: [{ name: 'Year-end accounts.pdf' }] });
  await hear(h, packet.id, said(packet, 'SENT', ['Marion Marlowe']));
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'PARTIALLY_SIGNED', agreement: { status: 'IN_SIGNATURE' } });
  expect(await facts('agreements.recipient.invited', packet.id)).toMatchObject([{ name: 'Marion Marlowe' }, { name: 'Ines Calder' }]);
  expect(await agreementFacts('agreements.agreement.activated', agreementId)).toEqual([]);
  for (const _ of [1, 2, 3]) await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe', 'Ines Calder']));
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'COMPLETED', agreement: { status: 'ACTIVE', effectiveOn: '2026-11-19', endsOn: '2027-11-18' } });
  expect(await facts('agreements.packet.completed', packet.id)).toMatchObject([{ ...signedResult, signers: [{ name: 'Marion Marlowe' }, { name: 'Ines Calder' }] }]);
  const [active, ...more] = await agreementFacts('agreements.agreement.activated', agreementId);
  expect(more).toEqual([]);
  expect(active).toMatchObject({ effectiveOn: '2026-11-19', fixedTotal: { minor: '120000', currency: 'GBP' }, serviceLines: [{ key: 'accounts', gross: { minor: '120000' } }, { key: 'advice' }, { key: 'payroll', gross: { minor: '35996' } }], plan: [{ timing: 'DEPOSIT', amount: { minor: '36000' } }, { timing: 'ON_COMPLETION', amount: { minor: '84000' } }, { timing: 'RECURRING' }, { timing: 'RECURRING' }] });
  await expect(h.sql(`update agreements.packets set signed_document = null where state = 'COMPLETED'`)).rejects.toThrow('a completed packet never changes');
  h.setNow(new Date('2027-09-20T00:00:01Z'));
  for (const _ of [1, 2]) await h.sweep('tell-renewals');
  expect(await agreementFacts('agreements.agreement.renewal_due', agreementId)).toMatchObject([{ endsOn: '2027-11-18' }]);
});

it('completes though the news of completion overtakes the news of sending', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packetId = await aSendingPacket(h, agreementId);
  await hear(h, packetId, said(await seePacket(h, packetId), 'COMPLETED', ['Marion Marlowe', 'Ines Calder']));
  await h.sweep('carry-packets');
  expect(await seePacket(h, packetId)).toMatchObject({ state: 'COMPLETED', agreement: { status: 'ACTIVE' } });
  expect(await facts('agreements.packet.sent', packetId)).toHaveLength(1);
  expect(await agreementFacts('agreements.agreement.activated', agreementId)).toHaveLength(1);
});

it('waits for the first payment where the template says so, and comes into force once', async () => {
  const { agreementId } = await aWrittenAgreement(h, { template: { activation: 'AFTER_PAYMENT' } });
  const packet = await aSentPacket(h, agreementId);
  expect(await refusal(h, h.staff(), 'activateAgreement', { agreementId })).toMatchObject({ reason: 'AGREEMENTS_AGREEMENT_STATE', state: 'IN_SIGNATURE' });
  await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe', 'Ines Calder']));
  expect(await seePacket(h, packet.id)).toMatchObject({ agreement: { status: 'SIGNED_AWAITING_PAYMENT' } });
  expect(await agreementFacts('agreements.agreement.signed', agreementId)).toHaveLength(1);
  expect(await agreementFacts('agreements.agreement.activated', agreementId)).toEqual([]);
  expect((await refusal(h, h.staff(['agreements.agreement.view']), 'activateAgreement', { agreementId }))?.code).toBe('FORBIDDEN');
  for (const _ of [1, 2]) await act(h, h.service(), 'activateAgreement', { agreementId });
  expect(await agreementFacts('agreements.agreement.activated', agreementId)).toHaveLength(1);
});

it('dies when somebody declines, names who had signed, and goes out again as a revision', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId);
  await hear(h, packet.id, said(packet, 'SENT', ['Marion Marlowe']));
  const second = packet.recipients.find((one) => one.name === 'Ines Calder')?.id ?? '';
  const no = said(packet, 'DECLINED', ['Marion Marlowe']);
  const declined = { ...no, recipients: [...no.recipients, { recipientId: second, viewedAt: today, signedAt: null, declinedAt: today, reason: 'Clause 4.' }] };
  for (const _ of [1, 2]) await hear(h, packet.id, declined);
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'DECLINED', endedBy: 'Ines Calder', reason: 'Clause 4.', agreement: { status: 'DRAFT' } });
  expect(await facts('agreements.packet.declined', packet.id)).toMatchObject([{ by: 'Ines Calder', reason: 'Clause 4.', signedBefore: [{ name: 'Marion Marlowe' }] }]);
  const next = await act(h, h.staff(), 'reviseAndResendPacket', { packetId: packet.id });
  await h.sweep('carry-packets');
  expect(await seePacket(h, next.id)).toMatchObject({ state: 'SENT', revision: 2, previous: { id: packet.id }, agreement: { status: 'IN_SIGNATURE' } });
  await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe', 'Ines Calder']));
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'DECLINED', signedLate: true });
  expect(await agreementFacts('agreements.agreement.activated', agreementId)).toEqual([]);
});

it('expires, flags a late signature once, never activates by it, and more time sends it again', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId, { expiresAt: '2026-11-25T12:00:00Z' });
  await h.sweep('expire-packets');
  expect((await seePacket(h, packet.id)).state).toBe('SENT');
  h.setNow(new Date('2026-11-25T12:00:00Z'));
  for (const _ of [1, 2]) await h.sweep('expire-packets');
  await h.sweep('carry-packets');
  expect(carrier.cancelled).toContain(`fake:${packet.id}`);
  for (const _ of [1, 2]) await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe', 'Ines Calder']));
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'EXPIRED', signedLate: true, agreement: { status: 'DRAFT' } });
  expect(await facts('agreements.packet.expired', packet.id)).toHaveLength(1);
  expect(await facts('agreements.packet.signed_late', packet.id)).toMatchObject([{ state: 'EXPIRED', by: 'Ines Calder' }]);
  expect(await facts('agreements.recipient.expired', packet.id)).toHaveLength(2);
  expect(await refusal(h, h.staff(), 'extendPacket', { packetId: packet.id, expiresAt: '2026-11-20T00:00:00Z' })).toMatchObject({ reason: 'AGREEMENTS_OFFER' });
  const again = await act(h, h.staff(), 'extendPacket', { packetId: packet.id, expiresAt: '2026-12-24T12:00:00Z' });
  expect(again.id).not.toBe(packet.id);
  await h.sweep('carry-packets');
  expect(await seePacket(h, again.id)).toMatchObject({ state: 'SENT', revision: 2 });
});

it('lives longer when it gets more time before its end, and ends with one person whose own time is up', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId, { recipients: [{ ...marion, expiresAt: '2026-11-21T12:00:00Z' }, ines] });
  await act(h, h.staff(), 'extendPacket', { packetId: packet.id, expiresAt: '2026-12-10T12:00:00Z' });
  h.setNow(new Date('2026-11-22T12:00:00Z'));
  await h.sweep('expire-packets');
  expect((await seePacket(h, packet.id)).state).toBe('SENT');
  h.setNow(today);
  const other = await aSentPacket(h, (await aWrittenAgreement(h)).agreementId, { recipients: [{ ...marion, expiresAt: '2026-11-21T12:00:00Z' }, ines] });
  h.setNow(new Date('2026-11-22T12:00:00Z'));
  await h.sweep('expire-packets');
  expect((await seePacket(h, other.id)).state).toBe('EXPIRED');
});

it('is taken back any number of times, and says so once; on its way, too', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId);
  for (const _ of [1, 2, 3]) expect(await act(h, h.staff(), 'cancelPacket', { packetId: packet.id, reason: 'A wrong date.' }, '{ state }')).toEqual({ state: 'VOIDED' });
  await h.sweep('carry-packets');
  expect(await facts('agreements.packet.voided', packet.id)).toMatchObject([{ by: 'Ines Calder', reason: 'A wrong date.' }]);
  expect(carrier.cancelled.filter((one) => one === `fake:${packet.id}`)).toHaveLength(1);
  const onItsWay = await aSendingPacket(h, agreementId);
  carrier.meanwhile = async () => { carrier.meanwhile = null; await act(h, h.staff(), 'cancelPacket', { packetId: onItsWay }); };
  await h.sweep('carry-packets');
  await h.sweep('carry-packets');
  expect((await seePacket(h, onItsWay)).state).toBe('VOIDED');
  expect(carrier.cancelled).toContain(`fake:${onItsWay}`);
  expect(await facts('agreements.packet.sent', onItsWay)).toEqual([]);
});

it('is tried until the service takes it, tells after some tries, and makes one envelope though an answer was lost', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const before = carrier.envelopes.size;
  carrier.losesAnswers = true;
  const packetId = await aSendingPacket(h, agreementId);
  for (let tries = 0; tries < 5; tries++) { await dueNow(); await h.sweep('carry-packets'); }
  expect(await seePacket(h, packetId)).toMatchObject({ state: 'SENDING', problem: 'the answer was lost', agreement: { status: 'IN_SIGNATURE' } });
  expect(await facts('agreements.packet.delayed', packetId)).toHaveLength(1);
  carrier.losesAnswers = false;
  await dueNow();
  await h.sweep('carry-packets');
  expect(await seePacket(h, packetId)).toMatchObject({ state: 'SENT', problem: null });
  expect(carrier.envelopes.size).toBe(before + 1);
});

it('goes by another service when the first one is down, and is taken back at the first', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  carrier.down = 'the service is down';
  const packetId = await aSendingPacket(h, agreementId);
  await h.sweep('carry-packets');
  expect(await refusal(h, h.staff(), 'switchPacketProvider', { packetId, provider: 'carrier pigeon' })).toMatchObject({ reason: 'AGREEMENTS_PROVIDER' });
  expect(await ask(h, h.staff(), 'query($id: ID!) { signaturePacket(id: $id) { provider otherProviders } }', { id: packetId })).toEqual({ provider: 'fake', otherProviders: ['other'] });
  await act(h, h.staff(), 'switchPacketProvider', { packetId, provider: 'other' });
  carrier.down = null;
  await dueNow();
  await h.sweep('carry-packets');
  expect((await seePacket(h, packetId)).state).toBe('SENT');
  expect(carrier.envelopes.get(`${packetId}:fake`)).toBeUndefined();
  expect(carrier.envelopes.get(`${packetId}:other`)).toBeDefined();
  expect(carrier.cancelled).toContain(`fake:${packetId}`);
});

it('lets another person sign in place of a wrong one, and keeps what others signed', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId, { recipients: [marion, { ...ines, order: 1 }] });
  await hear(h, packet.id, said(packet, 'SENT', ['Ines Calder']));
  const wrong = packet.recipients.find((one) => one.name === 'Marion Marlowe')?.id;
  expect(await refusal(h, h.staff(), 'replaceRecipient', { recipientId: wrong, name: 'Twice', email: 'INES@harbourvale.test' })).toMatchObject({ reason: 'AGREEMENTS_RECIPIENTS' });
  const right = await act(h, h.staff(), 'replaceRecipient', { recipientId: wrong, name: 'Edwin Marlowe', email: 'Edwin@marlowe.test', reason: 'She left.' });
  await h.sweep('carry-packets');
  expect(carrier.replaced).toContainEqual({ from: wrong, to: right.id });
  const now = await seePacket(h, packet.id);
  expect([namesOf(now, 'REPLACED'), namesOf(now, 'INVITED'), namesOf(now, 'SIGNED')]).toEqual([['Marion Marlowe'], ['Edwin Marlowe'], ['Ines Calder']]);
  expect(await refusal(h, h.staff(), 'replaceRecipient', { recipientId: wrong, name: 'Again', email: 'again@x.test' })).toMatchObject({ reason: 'AGREEMENTS_PACKET_STATE' });
  expect(await facts('agreements.recipient.reassigned', packet.id)).toMatchObject([{ name: 'Edwin Marlowe', replacedName: 'Marion Marlowe', reason: 'She left.' }]);
  await hear(h, packet.id, said(now, 'COMPLETED', ['Edwin Marlowe', 'Ines Calder']));
  expect((await seePacket(h, packet.id)).state).toBe('COMPLETED');
});

it('reminds those whose turn it is by its schedule, and nobody who has signed', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId, { remindAfterDays: 2, remindEveryDays: 4 });
  const first = packet.recipients.find((one) => one.name === 'Marion Marlowe')?.id;
  for (const day of ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-25', '2026-11-26']) { h.setNow(new Date(`${day}T12:00:00Z`)); await h.sweep('remind-recipients'); await h.sweep('carry-packets'); }
  expect(await facts('agreements.recipient.reminded', packet.id)).toMatchObject([{ recipientId: first, reminderNo: 1 }, { recipientId: first, reminderNo: 2 }]);
  expect(carrier.reminded.filter((one) => one === first)).toHaveLength(2);
  await hear(h, packet.id, said(packet, 'SENT', ['Marion Marlowe'], { recipients: [{ recipientId: first ?? '', viewedAt: today, signedAt: today, declinedAt: null, reason: null }] }));
  h.setNow(new Date('2026-11-30T12:00:00Z'));
  await h.sweep('remind-recipients');
  expect((await facts('agreements.recipient.reminded', packet.id)).slice(2).map((one) => one.name)).toEqual(['Ines Calder']);
});

it('goes to those who sign for the client when nobody is named, and says whom it lacks', async () => {
  const { agreementId, clientId } = await aWrittenAgreement(h);
  const create = () => h.as(h.service()).run('mutation($input: CreatePacketInput!) { createPacket(input: $input) { recipients { name role order state contactId } } }', { input: { agreementIds: [agreementId] } });
  const refused = async () => (await create()).errors?.[0];
  expect((await refused())?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_NO_SIGNATORY' });
  const tie = async (contactName: string, isSignatory: boolean, isPrimary: boolean) => {
    const contactId = newId('con');
    await h.deliver(contactLinked, { contactId, clientId, linkId: newId('lnk'), contactName, role: 'OWNER', isPrimary, isSignatory, isBilling: false, portalAccess: true });
    return contactId;
  };
  const know = (contactId: string, name: string) => h.deliver(contactCreated, { contactId, name, email: `${contactId}@x.test`, phone: null, source: 'STAFF' });
  const marlowe = await tie('Marion Marlowe', false, true);
  expect((await refused())?.message).toContain('Marion Marlowe');
  await know(marlowe, 'Marion Marlowe');
  expect((await create()).data).toMatchObject({ createPacket: { recipients: [{ name: 'Marion Marlowe', contactId: marlowe }] } });
  const [edwin, flora] = [await tie('Edwin', true, false), await tie('Flora', true, false)];
  for (const [id, name] of [[edwin, 'Edwin'], [flora, 'Flora']] as const) await know(id, name);
  await h.deliver(contactUpdated, { contactId: flora, changes: [{ field: 'name', before: 'Flora', after: 'Flora Finch' }] });
  const { data } = await create();
  expect((data as { createPacket: { recipients: { name: string }[] } }).createPacket.recipients.map((one) => one.name).sort()).toEqual(['Edwin', 'Flora Finch']);
  await h.deliver(clientErased, { clientId });
  expect((await refused())?.extensions?.reason).toBe('AGREEMENTS_NO_SIGNATORY');
});

it('signs several agreements at once', async () => {
  const one = await aWrittenAgreement(h);
  const two = await aWrittenAgreement(h, { clientId: one.clientId });
  const elsewhere = await aWrittenAgreement(h);
  expect(await refusal(h, h.staff(), 'createPacket', { agreementIds: [one.agreementId, elsewhere.agreementId], recipients: [marion] })).toMatchObject({ reason: 'AGREEMENTS_OFFER' });
  const packet = await aSentPacket(h, one.agreementId, { agreementIds: [one.agreementId, two.agreementId], recipients: [marion] });
  await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe']));
  for (const { agreementId } of [one, two]) expect(await agreementFacts('agreements.agreement.activated', agreementId)).toHaveLength(1);
});

it('changes an agreement in force by another accepted proposal, with the difference line by line', async () => {
  const { agreementId, clientId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId, { recipients: [marion] });
  await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe']));
  const { templateVersionId } = (await ask<{ versions: { templateVersionId: string }[] }>(h, h.staff(), 'query($id: ID!) { agreement(id: $id) { versions { templateVersionId } } }', { id: agreementId })).versions[0] ?? { templateVersionId: '' };
  const proposalId = await aSentProposal(h, clientId, { templateVersionId });
  await act(h, h.portal(clientId), 'acceptProposal', { proposalId, selection: { optionKey: 'best', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 5 }] } });
  const amended = await act<{ id: string; versions: { versionNo: number; changes: unknown[] }[] }>(h, h.staff(), 'draftAgreementFromProposal', { proposalId, amendsAgreementId: agreementId, effectiveOn: '2027-01-01' }, '{ id versions { versionNo changes { key change before { decimal } after { decimal } } } }');
  expect(amended).toMatchObject({ id: agreementId, versions: [{ versionNo: 2, changes: [{ key: 'payroll', change: 'CHANGED', before: { decimal: '359.96' }, after: { decimal: '599.94' } }] }, { versionNo: 1 }] });
  const second = await aSentPacket(h, agreementId, { recipients: [marion] });
  await hear(h, second.id, said(second, 'COMPLETED', ['Marion Marlowe']));
  expect(await ask(h, h.staff(), 'query($id: ID!) { agreement(id: $id) { status inForce { versionNo } versions { versionNo state } } }', { id: agreementId })).toEqual({ status: 'ACTIVE', inForce: { versionNo: 2 }, versions: [{ versionNo: 2, state: 'SIGNED' }, { versionNo: 1, state: 'SUPERSEDED' }] });
  expect(await agreementFacts('agreements.agreement.amended', agreementId)).toMatchObject([{ versionNo: 2, effectiveOn: '2027-01-01', changes: [{ key: 'payroll', change: 'CHANGED' }] }]);
  expect(await agreementFacts('agreements.agreement.activated', agreementId)).toHaveLength(1);
  for (const _ of [1, 2]) await act(h, h.staff(), 'endAgreement', { agreementId, reason: 'They moved.' });
  expect(await agreementFacts('agreements.agreement.ended', agreementId)).toMatchObject([{ endedOn: '2026-11-19', reason: 'They moved.' }]);
});

it.each<[string, Record<string, unknown>, string]>([
  ['nobody who signs', { recipients: [{ ...marion, role: 'VIEWER' }] }, 'AGREEMENTS_RECIPIENTS'], ['one address twice', { recipients: [marion, marion] }, 'AGREEMENTS_RECIPIENTS'], ['a time that is over', { expiresAt: '2026-11-01T00:00:00Z' }, 'AGREEMENTS_OFFER'],
  ['a service nobody connected', { provider: 'pigeon' }, 'AGREEMENTS_PROVIDER'], ['an address that is none', { recipients: [{ name: 'x', email: 'x' }] }, ''], ['an agreement nobody knows', { agreementIds: [newId('agr')] }, ''],
])('is not put together with %s', async (_, more, reason) => {
  const { agreementId } = await aWrittenAgreement(h);
  const before = await h.sql('select count(*) from agreements.packets');
  const { errors } = await h.as(h.staff()).run('mutation($input: CreatePacketInput!) { createPacket(input: $input) { id } }', { input: { agreementIds: [agreementId], recipients: [marion], ...more } });
  expect(['BAD_USER_INPUT', 'NOT_FOUND']).toContain(errors?.[0]?.extensions?.code);
  if (reason) expect(errors?.[0]?.extensions?.reason).toBe(reason);
  expect(await h.sql('select count(*) from agreements.packets')).toEqual(before);
});

it('is closed to other clients, other firms, visitors and staff without the right', async () => {
  const { agreementId, clientId } = await aWrittenAgreement(h);
  const packet = await aSentPacket(h, agreementId);
  const seen = 'query($id: ID!) { signaturePacket(id: $id) { id recipients { name } } }';
  for (const actor of [h.portal(newId('cli')), h.staff(['*'], h.otherFirm.id)]) {
    expect((await h.as(actor).run(seen, { id: packet.id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect((await h.as(actor).run('{ signaturePackets { totalCount } }')).data).toEqual({ signaturePackets: { totalCount: 0 } });
  }
  expect((await refusal(h, h.staff(['*'], h.otherFirm.id), 'cancelPacket', { packetId: packet.id }))?.code).toBe('NOT_FOUND');
  for (const actor of [h.portal(clientId), h.staff(['agreements.packet.view'])]) expect((await refusal(h, actor, 'cancelPacket', { packetId: packet.id }))?.code).toBe('FORBIDDEN');
  expect((await refusal(h, h.public(), 'cancelPacket', { packetId: packet.id }))?.code).toBe('UNAUTHENTICATED');
  expect(await refusal(h, h.staff(), 'createPacket', { agreementIds: [agreementId], recipients: [marion] })).toMatchObject({ reason: 'AGREEMENTS_AGREEMENT_STATE' });
});
