import { idToUuid, newId, uuidToId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { aManager, invoicesOf, pay } from '../support/billing.js';
import { publishAgain } from '../support/events.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { accept, agreementThatIs, anOffer, aContractTemplate, aProspect, aSentProposal, bestWithPayroll, bothSign, outForSigning, packetsOf, packetThatIs, signing, tasksCalled, toSign, type Prospect } from '../support/signing.js';
import { service } from '../support/signing-services.js';
import type { Story } from '../support/story.js';

const flow = 'From yes to signed, active and planned';
const today = (): string => new Date().toISOString().slice(0, 10);
const planned = ['revenue.plans', 'revenue.invoices'];

/** The project as the firm's people see it. */
async function projectOf(story: Story, { projectId }: Pick<Prospect, 'projectId'>): Promise<{ status: string; kickOffOn: string | null; billing: string; agreementId: string | null; tasks: { title: string; dueOn: string | null; dormant: boolean }[] }> {
  const { project } = await story.firm.owner.ask<{ project: Awaited<ReturnType<typeof projectOf>> }>('query($id: ID!) { project(id: $id) { status kickOffOn billing agreementId tasks { title dueOn dormant } } }', { id: projectId });
  return project;
}

const statusOf = async (story: Story, clientId: string): Promise<string> => (await story.firm.owner.ask<{ client: { status: string } }>('query($id: ID!) { client(id: $id) { status } }', { id: clientId })).client.status;

interface Plan { fixedTotal: { decimal: string; currency: string }; items: { lineKey: string; timing: string; period: string | null; nextOn: string | null; endsOn: string | null; explanation: string | null; amount: { decimal: string } | null; invoice: { status: string; total: { decimal: string } } | null }[] }
const planOf = async (story: Story, agreementId: string): Promise<Plan | null> => (await story.firm.owner.ask<{ invoicePlan: Plan | null }>(
  'query($id: ID!) { invoicePlan(agreementId: $id) { fixedTotal { decimal currency } items { lineKey timing period nextOn endsOn explanation amount { decimal } invoice { status total { decimal } } } } }', { id: agreementId })).invoicePlan;

const idOf = (agreement: { id: string }): string => uuidToId('agr', agreement.id);

/** 2.1 and 2.2: what was accepted can no longer change, and the contract is what was accepted, to the penny. */
async function acceptedAndWritten(story: Story, proposalId: string): Promise<void> {
  const { owner } = story.firm;
  const { proposal } = await owner.ask<{ proposal: object }>('query($id: ID!) { proposal(id: $id) { state answeredBy answeredAt } }', { id: proposalId });
  expect(proposal).toMatchObject({ state: 'ACCEPTED', answeredBy: 'Marion Marlowe', answeredAt: expect.any(String) as string });
  const { data } = await story.event('agreements.proposal.accepted') as unknown as { data: Record<string, unknown> };
  expect(data).toMatchObject({ optionKey: 'best', total: { minor: '185996', currency: 'GBP' }, fixedTotal: { minor: '120000', currency: 'GBP' }, ipHash: expect.any(String) as string });
  const changed = await owner.try('mutation($input: ChangeProposalInput!) { changeProposal(input: $input) { id } }', { input: { proposalId, ...anOffer('Cheaper') } });
  expect(changed.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_PROPOSAL_ACCEPTED' });
  const { agreements } = await owner.ask<{ agreements: { nodes: { versions: { quote: { total: { decimal: string }; lines: { key: string; gross: { decimal: string } }[] }; body: object }[] }[] } }>('{ agreements { nodes { versions { body quote { total { decimal } lines { key gross { decimal } } } } } } }');
  const [version] = agreements.nodes[0]?.versions ?? [];
  expect(version?.quote).toEqual({ total: { decimal: '1859.96' }, lines: [{ key: 'accounts', gross: { decimal: '1200.00' } }, { key: 'advice', gross: { decimal: '300.00' } }, { key: 'payroll', gross: { decimal: '359.96' } }] });
  // What is left open is the table of lines, which stands in the document.
  expect(JSON.stringify(version?.body).match(/"mergeField","attrs":\{"name":"\w+"/g)).toEqual(['"mergeField","attrs":{"name":"lines"']);
}

/** 2.6: the signed document and its certificate lie in the client's folder, sealed, and the client finds them. */
async function keptForGood(story: Story, { clientId, portal }: Prospect): Promise<void> {
  await eventually(async () => (await look("select 1 from files.objects where tenant_id = $1 and name like '%(signed).pdf'", [story.firm.uuid])).length === 1, 'the signed document is in the folder', { timeoutMs: 2 * budgetMs });
  const kept = await look<{ name: string; path: string; sealed: boolean; visibility: string; sha256: string; client_id: string }>(
    `select o.name, f.path, o.sealed_at is not null as sealed, o.visibility, o.sha256, o.client_id from files.objects o join files.folders f on f.tenant_id = o.tenant_id and f.id = o.folder_id where o.tenant_id = $1 order by o.name desc`, [story.firm.uuid]);
  const fact = (await story.event('agreements.packet.completed')).data as { signedDocument: { sha256: string }; certificate: { sha256: string } | null };
  expect(kept.map(({ name, sha256 }) => ({ name, sha256 }))).toEqual([
    { name: 'Year-end accounts (signed).pdf', sha256: fact.signedDocument.sha256 }, ...(fact.certificate ? [{ name: 'Year-end accounts (certificate).pdf', sha256: fact.certificate.sha256 }] : []),
  ]);
  for (const file of kept) expect(file).toMatchObject({ path: 'Agreements', sealed: true, visibility: 'CLIENT_VIEW', client_id: idToUuid(clientId) });
  const { files } = await portal.ask<{ files: { nodes: { name: string }[] } }>('query($id: ID!) { files(clientId: $id) { nodes { name } } }', { id: clientId });
  expect(files.nodes.map(({ name }) => name)).toContain('Year-end accounts (signed).pdf');
}

describe('flow 2: an accepted proposal is signed by all', () => {
  journey('and only then the project is active, the client is served, and the plan stands with its deposit drafted', async (story) => {
    const room = await signing(story, service);
    const { marion, ines, clientId, proposalId, packet } = room;
    await acceptedAndWritten(story, proposalId);
    // 2.3: it is out, at both who sign, and nobody else was asked.
    expect(packet).toMatchObject({ revision: 1, provider: service.name, providerRef: expect.any(String) as string });
    const invited = (await story.events()).filter(({ type }) => type === 'agreements.recipient.invited').map(({ data }) => (data as { name: string }).name).sort();
    expect(invited).toEqual(['Ines Calder', 'Marion Marlowe']);
    // 2.4 and 2.5: nothing has begun; each person has one thing to sign.
    expect(await projectOf(story, room)).toMatchObject({ status: 'SKELETON', billing: 'NONE', agreementId: null });
    expect(await story.grew(planned)).toEqual({ 'revenue.plans': 0, 'revenue.invoices': 0 });
    for (const { portal } of [marion, ines]) await eventually(async () => (await toSign(portal)).length === 1, 'it waits in the portal', { timeoutMs: budgetMs });
    await story.runThatIs('WAITING', flow);
    // 2.F1: one of two.
    await service.sign(packet, marion);
    await packetThatIs(story, 'PARTIALLY_SIGNED');
    await eventually(async () => (await toSign(marion.portal)).length === 0, 'it left the list of the one who signed', { timeoutMs: budgetMs });
    expect(await toSign(ines.portal)).toEqual(['Year-end accounts']);
    await story.settle();
    expect(await projectOf(story, room)).toMatchObject({ status: 'SKELETON' });
    expect(await story.grew(planned)).toEqual({ 'revenue.plans': 0, 'revenue.invoices': 0 });
    const began = performance.now();
    await service.sign(packet, ines);
    const run = await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    process.stderr.write(`  flow 2 (${service.name}), all post-conditions ${Math.round(performance.now() - began)} ms after the last signature\n`);
    await packetThatIs(story, 'COMPLETED');
    await keptForGood(story, room);
    // 2.7 and 2.8.
    const agreement = await agreementThatIs(story, 'ACTIVE');
    expect(agreement.effective_on).toBe(today());
    expect(await statusOf(story, clientId)).toBe('ACTIVE');
    const project = await projectOf(story, room);
    expect(project).toMatchObject({ status: 'ACTIVE', kickOffOn: today(), agreementId: idOf(agreement) });
    expect(project.tasks.every(({ dueOn, dormant }) => dueOn !== null && !dormant)).toBe(true);
    // Nobody but the host has a task here, and the run begins for them: they are told once.
    const notices = await look("select 1 from communications.notifications where tenant_id = $1 and kind = 'projects.began'", [story.firm.uuid]);
    expect(notices).toHaveLength(1);
    // 2.9 and 2.10.
    await eventually(async () => (await projectOf(story, room)).billing === 'PLANNED', 'the project knows of its plan', { timeoutMs: budgetMs });
    const plan = await planOf(story, idOf(agreement));
    expect(plan).toMatchObject({ fixedTotal: { decimal: '1200.00', currency: 'GBP' }, items: [
      { lineKey: 'accounts', timing: 'DEPOSIT', amount: { decimal: '360.00' }, invoice: { status: 'DRAFT' } }, { lineKey: 'accounts', timing: 'ON_COMPLETION', amount: { decimal: '840.00' }, nextOn: null, invoice: null },
      { lineKey: 'advice', timing: 'RECURRING', period: 'MONTH', amount: { decimal: '300.00' }, nextOn: today(), invoice: null }, { lineKey: 'payroll', timing: 'RECURRING', period: 'MONTH', amount: { decimal: '359.96' }, invoice: null }] });
    expect(await story.grew(planned)).toEqual({ 'revenue.plans': 1, 'revenue.invoices': 1 });
    // 2.11, in the order of the facts.
    const wanted = ['agreements.proposal.accepted', 'agreements.packet.sent', 'agreements.recipient.signed', 'agreements.recipient.signed', 'agreements.packet.completed', 'agreements.agreement.activated', 'projects.project.activated', 'revenue.plan.created'];
    const { client } = await story.firm.owner.ask<{ client: { stories: { nodes: { entries: { eventType: string; occurredAt: string }[] }[] } } }>('query($id: ID!) { client(id: $id) { stories { nodes { entries { eventType occurredAt } } } } }', { id: clientId });
    const told = client.stories.nodes.flatMap(({ entries }) => entries).sort((one, other) => (one.occurredAt < other.occurredAt ? -1 : one.occurredAt > other.occurredAt ? 1 : 0)).map(({ eventType }) => eventType);
    expect(told.filter((type) => wanted.includes(type))).toEqual(wanted);
    // G4: each step once, at the first try.
    const steps = (await story.steps()).filter((step) => step.run === run.id);
    expect(steps.filter(({ state }) => state === 'DONE').map(({ key, attempt }) => `${key} ${attempt}`).sort()).toEqual(['client 1', 'contract 1', 'inForce 1', 'packet 1', 'plan 1', 'project 1', 'send 1', 'signed 1']);
    await story.isHiddenFrom(story.control.owner, [
      { field: 'proposal', id: proposalId, random: newId('prp') }, { field: 'agreement', id: idOf(agreement), random: newId('agr') }, { field: 'signaturePacket', id: packet.id, random: newId('pkt') }, { field: 'run', id: run.id, random: newId('run') },
    ]);
    await story.keepsItsPromises();
  });

  journey('X1 the facts on which it hangs come twice: one run, one packet, one plan', async (story) => {
    const room = await signing(story, service);
    const again = async (type: string): Promise<void> => { const fact = await story.event(type); await publishAgain(fact, `again:${fact.id}`); };
    await again('agreements.proposal.accepted');
    await bothSign(service, room, room.packet);
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    for (const type of ['agreements.agreement.activated', 'agreements.packet.completed']) await again(type);
    await story.settle();
    expect((await packetsOf(story)).length).toBe(1);
    expect(await story.grew([...planned, 'agreements.agreements'])).toEqual({ 'revenue.plans': 1, 'revenue.invoices': 1, 'agreements.agreements': 1 });
    expect((await story.events()).filter(({ type }) => type === 'projects.project.activated')).toHaveLength(1);
    await story.keepsItsPromises({ redelivered: 3 });
  });
});

describe('2.F8 the client answers twice, or too late', () => {
  journey('of two tabs the first one counts; the other reads how it stands, and one contract is written', async (story) => {
    await service.join(story);
    const prospect = await aProspect(story);
    const proposalId = await aSentProposal(story, prospect);
    await story.settle();
    await story.mark();
    const say = (optionKey: string) => prospect.portal.try('mutation($input: ProposalChoiceInput!) { acceptProposal(input: $input) { id } }', { input: { proposalId, selection: { ...bestWithPayroll, optionKey } } });
    const answers = await Promise.all([say('good'), say('best'), say('good')]);
    const refused = answers.flatMap(({ errors }) => errors);
    expect(refused).toHaveLength(2);
    for (const { message, extensions } of refused) expect({ message, ...extensions }).toMatchObject({ message: 'This proposal was accepted already.', code: 'CONFLICT', reason: 'AGREEMENTS_PROPOSAL_STATE' });
    await outForSigning(story);
    expect(await story.grew(['agreements.agreements', 'agreements.packets'])).toEqual({ 'agreements.agreements': 1, 'agreements.packets': 1 });
    const replaced = await aSentProposal(story, prospect);
    await aSentProposal(story, prospect, { replacesId: replaced });
    const late = await prospect.portal.try('mutation($input: ProposalChoiceInput!) { acceptProposal(input: $input) { id } }', { input: { proposalId: replaced, selection: bestWithPayroll } });
    expect(late.errors[0]).toMatchObject({ message: 'A newer proposal took the place of this one.', extensions: { reason: 'AGREEMENTS_PROPOSAL_STATE' } });
    await story.keepsItsPromises();
  });

  journey('a yes without a contract template becomes a task, and nothing is stuck', async (story) => {
    const prospect = await aProspect(story);
    const { id: proposalId } = await story.firm.owner.do('createProposal', { clientId: prospect.clientId, ...anOffer() });
    await story.firm.owner.do('sendProposal', { proposalId });
    await accept(prospect.portal, proposalId);
    await story.runThatIs('COMPLETED', flow, 2 * budgetMs);
    expect(await tasksCalled(story, 'Write the contract:%')).toEqual([{ title: 'Write the contract: Year-end accounts', assignee_user_id: idToUuid(story.firm.ownerId) }]);
  });
});

describe('2.F10 nothing begins before the first payment', () => {
  journey('signed by all it waits, with the deposit drafted; when that invoice is paid, all else follows once', async (story) => {
    await service.join(story);
    const prospect = await aProspect(story);
    const proposalId = await aSentProposal(story, prospect, { templateVersionId: await aContractTemplate(story.firm, { activation: 'AFTER_PAYMENT' }) });
    await story.settle();
    await story.mark();
    await accept(prospect.portal, proposalId);
    const packet = await outForSigning(story);
    await bothSign(service, prospect, packet);
    await agreementThatIs(story, 'SIGNED_AWAITING_PAYMENT');
    const deposit = await eventually(async () => (await invoicesOf(story))[0], 'the deposit is drafted', { timeoutMs: 2 * budgetMs });
    if (!deposit) throw new Error('no deposit was drafted');
    await story.settle();
    expect(await projectOf(story, prospect)).toMatchObject({ status: 'SKELETON' });
    expect(await statusOf(story, prospect.clientId)).toBe('PROSPECT');
    expect(await story.grew(planned)).toEqual({ 'revenue.plans': 1, 'revenue.invoices': 1 });
    await story.firm.owner.do('changeClientStatus', { clientId: prospect.clientId, status: 'ONBOARDING' });
    const approver = await aManager(story);
    await story.firm.owner.do('submitInvoice', { invoiceId: deposit.id });
    await approver.do('approveInvoice', { invoiceId: deposit.id, contentHash: deposit.contentHash });
    await story.firm.owner.do('issueInvoice', { invoiceId: deposit.id });
    // A part of it brings nothing into force.
    await pay(story, prospect.clientId, '10000');
    await story.settle();
    expect([(await invoicesOf(story))[0]?.status, (await projectOf(story, prospect)).status]).toEqual(['PARTIALLY_PAID', 'SKELETON']);
    await pay(story, prospect.clientId, '26000');
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    await agreementThatIs(story, 'ACTIVE');
    expect(await statusOf(story, prospect.clientId)).toBe('ACTIVE');
    expect(await projectOf(story, prospect)).toMatchObject({ status: 'ACTIVE', billing: 'PLANNED' });
    expect(await story.grew(planned)).toEqual({ 'revenue.plans': 1, 'revenue.invoices': 1 });
    await story.keepsItsPromises();
  });
});

describe('2.F11 what was agreed changes', () => {
  journey('a signed change takes the place of what held: the plan follows from its day on, and what was billed stays and is explained', async (story) => {
    const room = await signing(story, service);
    await bothSign(service, room, room.packet);
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    const agreement = idOf(await agreementThatIs(story, 'ACTIVE'));
    const before = await look('select id, total_minor from revenue.invoices where tenant_id = $1', [story.firm.uuid]);
    const change = await aSentProposal(story, room, { ...anOffer('Year-end accounts, wider', '125000'), amendsAgreementId: agreement });
    await story.settle();
    await story.mark();
    await accept(room.portal, change);
    const packet = await outForSigning(story);
    expect((await planOf(story, agreement))?.fixedTotal.decimal).toBe('1200.00');
    await bothSign(service, room, packet);
    await eventually(async () => (await story.runs(flow)).filter(({ state }) => state === 'COMPLETED').length === 2, 'the second run is done', { timeoutMs: 3 * budgetMs });
    await story.settle();
    const plan = await planOf(story, agreement);
    expect(plan?.fixedTotal.decimal).toBe('1500.00');
    const fixed = plan?.items.filter(({ timing, endsOn }) => timing !== 'RECURRING' && endsOn === null) ?? [];
    expect(fixed).toMatchObject([{ timing: 'DEPOSIT', amount: { decimal: '360.00' } }, { timing: 'ON_COMPLETION', amount: { decimal: '1050.00' } }, { timing: 'ON_ACCEPTANCE', amount: { decimal: '90.00' }, explanation: expect.stringContaining('was 360.00 GBP, which was billed already, and is 450.00 GBP now') as string }]);
    const after = await look('select id, total_minor from revenue.invoices where tenant_id = $1', [story.firm.uuid]);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(2);
    expect((await story.events()).filter(({ type }) => type === 'agreements.agreement.activated' || type === 'projects.project.activated')).toEqual([]);
    expect((await story.event('revenue.plan.amended')).data).toMatchObject({ agreementId: agreement, versionNo: 2 });
    await story.keepsItsPromises();
  });
});
