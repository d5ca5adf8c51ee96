import { idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { aClient, aFolder, ask, declare, eicar, openFiles, send, sha256, upload } from '../../test/firm.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await openFiles(); clientId = await aClient(h); });
afterAll(async () => { await h?.stop(); });

const bytes = (): Buffer => Buffer.from(`%PDF-1.7\n${newId('fil')}\n%%EOF`);
interface Item { id: string; title: string; state: string; reason: string | null; files: { id: string }[] }
interface Asked { id: string; state: string; round: number; submittedByName: string | null; items: Item[] }
const whole = '{ id state round submittedByName items { id title state reason files { id } } }';
const create = `mutation($input: CreateFileRequestInput!) { createFileRequest(input: $input) ${whole} }`;
const sendIt = `mutation($input: SendFileRequestInput!) { sendFileRequest(input: $input) ${whole} }`;
const look = (id: string, actor = h.staff()): Promise<Asked> => ask(h, actor, `query($id: ID!) { fileRequest(id: $id) ${whole} }`, { id });
const backOf = async (id: string) => (await ask<{ items: { sentBackBy: string | null; sentBackAt: string | null }[] }>(h, h.portal(clientId), 'query($id: ID!) { fileRequest(id: $id) { items { sentBackBy sentBackAt } } }', { id })).items;
const page = 'query($token: String!, $passcode: String) { requestByLink(token: $token, passcode: $passcode) { title state items { id title state reason fileCount } } }';
const act = (name: string, input: string) => `mutation($input: ${input}!) { ${name}(input: $input) { id state reason } }`;
const reject = act('rejectFileRequestItem', 'FileRequestItemReasonInput');
const accept = act('acceptFileRequestItem', 'FileRequestItemIdInput');
const waive = act('waiveFileRequestItem', 'FileRequestItemReasonInput');
const remind = 'mutation($input: RemindFileRequestInput!) { remindFileRequest(input: $input) { reminded why } }';

/** A request that was sent, with the token of its link. */
async function sent(more: Record<string, unknown> = {}, passcode?: string): Promise<Asked & { token: string }> {
  const input = { clientId, title: 'Year end', dueOn: '2027-01-31', items: [{ title: 'Bank statements' }, { title: 'Payroll' }, { title: 'Photos', required: false }], ...more };
  const { id } = await ask<Asked>(h, h.staff(), create, { input });
  const request = await ask<Asked>(h, h.staff(), sendIt, { input: { requestId: id, ...(passcode ? { passcode } : {}) } });
  return { ...request, token: await lastToken() };
}
const lastToken = async (): Promise<string> => new URL(String((await h.events('files.link.issued')).at(-1)?.data['url'])).pathname.split('/').at(-1) ?? '';
const item = (request: Asked, n: number): string => request.items[n]?.id ?? '';
const gone = async (token: string) => (await h.as(h.public(null)).run(page, { token })).errors?.[0]?.extensions;

describe('a request', () => {
  it('is a secret of the firm until it is sent, then asks with a schedule of reminders', async () => {
    const { id } = await ask<Asked>(h, h.staff(), create, { input: { clientId, title: 'Draft', dueOn: '2027-01-31', items: [{ title: 'One' }] } });
    expect((await h.as(h.portal(clientId)).run(`query($id: ID!) { fileRequest(id: $id) { id } }`, { id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect((await ask<Asked>(h, h.staff(), sendIt, { input: { requestId: id } })).state).toBe('SENT');
    expect((await look(id, h.portal(clientId))).items).toHaveLength(1);
    const told = (await h.events('files.request.sent')).at(-1)?.data;
    expect(told).toMatchObject({ requestId: id, round: 1, clientId, projectId: null, title: 'Draft', dueOn: '2027-01-31', itemCount: 1, requiredCount: 1 });
    expect(told?.['remindAt']).toEqual(['2027-01-28T09:00:00.000Z', '2027-01-31T09:00:00.000Z', '2027-02-03T09:00:00.000Z']);
    expect((await h.as(h.staff()).run(sendIt, { input: { requestId: id } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'FILES_REQUEST_STATE' });
  });

  it('is complete when every required line is satisfied, says so once in a round, and reminds no more', async () => {
    const request = await sent();
    const portal = h.portal(clientId);
    const before = (await h.events('files.request.completed')).length;
    expect((await upload(h, portal, { itemId: item(request, 0) }, { bytes: bytes() })).state).toBe('DONE');
    expect(await look(request.id)).toMatchObject({ state: 'IN_PROGRESS', items: [{ state: 'RECEIVED' }, { state: 'WAITING' }, { state: 'WAITING' }] });
    await ask(h, portal, waive, { input: { itemId: item(request, 1), reason: 'No employees.' } });
    expect(await look(request.id)).toMatchObject({ state: 'SUBMITTED', round: 1, submittedByName: 'Marion Marlowe' });
    const told = (await h.events('files.request.completed')).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.data).toMatchObject({ requestId: request.id, round: 1, clientId, completedBy: { kind: 'portal', name: 'Marion Marlowe' }, items: [{ itemId: item(request, 0), title: 'Bank statements' }] });
    expect(await ask(h, h.service(), remind, { input: { requestId: request.id, round: 1, reminderNo: 1 } })).toEqual({ reminded: false, why: 'NOT_OUTSTANDING' });
    await upload(h, portal, { itemId: item(request, 2) }, { bytes: bytes() });
    expect((await h.events('files.request.completed')).slice(before)).toHaveLength(1);
  });

  it('sends one line back without losing the others, and is complete again in another round', async () => {
    const request = await sent();
    for (const n of [0, 1]) await upload(h, h.portal(clientId), { itemId: item(request, n) }, { bytes: bytes() });
    await ask(h, h.staff(), accept, { input: { itemId: item(request, 0) } });
    await ask(h, h.staff(), reject, { input: { itemId: item(request, 1), reason: 'Page two is missing.' } });
    expect(await look(request.id)).toMatchObject({ state: 'IN_PROGRESS', round: 2, items: [{ state: 'ACCEPTED' }, { state: 'REJECTED', reason: 'Page two is missing.' }, { state: 'WAITING' }] });
    expect(await backOf(request.id)).toMatchObject([{ sentBackBy: null, sentBackAt: null }, { sentBackBy: h.staff().name, sentBackAt: expect.any(String) }, { sentBackBy: null }]);
    expect((await h.events('files.request.reopened')).at(-1)?.data).toMatchObject({ requestId: request.id, round: 2, itemIds: [item(request, 1)] });
    expect((await h.events('files.link.issued')).at(-1)?.data).toMatchObject({ purpose: 'REOPENED', note: 'Page two is missing.' });
    await upload(h, h.portal(clientId), { itemId: item(request, 1) }, { bytes: bytes() });
    expect((await h.events('files.request.completed')).at(-1)?.data).toMatchObject({ requestId: request.id, round: 2 });
    expect((await backOf(request.id))[1]).toEqual({ sentBackBy: null, sentBackAt: null });
    await ask(h, h.staff(), accept, { input: { itemId: item(request, 1) } });
    expect((await look(request.id)).state).toBe('COMPLETED');
    expect((await h.events('files.request.closed')).at(-1)?.data).toMatchObject({ requestId: request.id, round: 2 });
  });

  it('tells the client at once of a line that is sent back while the others are still missing, and stays in its round', async () => {
    const request = await sent();
    await upload(h, h.portal(clientId), { itemId: item(request, 0) }, { bytes: bytes() });
    const before = (await h.events('files.link.issued')).length;
    await ask(h, h.staff(), reject, { input: { itemId: item(request, 0), reason: 'This is last year.' } });
    expect((await h.events('files.link.issued')).slice(before).map((fact) => fact.data)).toMatchObject([{ purpose: 'REOPENED', note: 'Bank statements: This is last year.' }]);
    expect(await look(request.id)).toMatchObject({ state: 'IN_PROGRESS', round: 1, items: [{ state: 'REJECTED' }, { state: 'WAITING' }, { state: 'WAITING' }] });
  });

  it('holds the same content once on a line', async () => {
    const request = await sent();
    const same = bytes();
    for (let i = 0; i < 2; i++) await upload(h, h.portal(clientId), { itemId: item(request, 0) }, { bytes: same });
    expect((await look(request.id)).items[0]?.files).toHaveLength(1);
    expect(await h.sql('select count(*)::int as n from files.objects where sha256 = $1', [sha256(same)])).toEqual([{ n: 1 }]);
  });

  it('sends a harmful file back kindly and stays open', async () => {
    const request = await sent();
    await upload(h, h.portal(clientId), { itemId: item(request, 1) }, { bytes: bytes() });
    expect(await upload(h, h.portal(clientId), { itemId: item(request, 0) }, { bytes: Buffer.concat([eicar, Buffer.from(newId('fil'))]), contentType: 'text/plain' })).toMatchObject({ state: 'FAILED', reason: 'INFECTED' });
    expect(await look(request.id)).toMatchObject({ state: 'IN_PROGRESS', items: [{ state: 'REJECTED', reason: expect.stringContaining('safety check') }, { state: 'RECEIVED' }, {}] });
    expect((await h.events('files.scan.failed')).at(-1)?.data).toMatchObject({ requestId: request.id, itemId: item(request, 0) });
  });

  it('does not count a file whose checksum is wrong', async () => {
    const request = await sent();
    expect(await upload(h, h.portal(clientId), { itemId: item(request, 0) }, { bytes: bytes(), sha256: sha256(Buffer.from('x')) })).toMatchObject({ state: 'FAILED', reason: 'CHECKSUM_MISMATCH' });
    expect(await look(request.id)).toMatchObject({ state: 'SENT', items: [{ state: 'WAITING' }, {}, {}] });
  });

  it('reminds once per number, with a link of its own', async () => {
    const request = await sent();
    const input = { requestId: request.id, round: 1, reminderNo: 1 };
    expect(await ask(h, h.service(), remind, { input })).toEqual({ reminded: true, why: null });
    expect((await h.events('files.link.issued')).at(-1)?.data).toMatchObject({ purpose: 'REMINDER', reminderNo: 1, missing: ['Bank statements', 'Payroll', 'Photos'] });
    expect(await ask(h, h.service(), remind, { input })).toEqual({ reminded: false, why: 'REMINDED_ALREADY' });
    expect(await ask(h, h.service(), remind, { input: { ...input, round: 2 } })).toEqual({ reminded: false, why: 'OTHER_ROUND' });
  });

  it('is laid out once for a project and key', async () => {
    const projectId = newId('prj');
    const layOut = 'mutation($input: CreateFileRequestsForProjectInput!) { createFileRequestsForProject(input: $input) { created requests { id state } } }';
    const input = { projectId, clientId, requests: [{ key: 'year-end', title: 'Year end', items: [{ title: 'Bank', required: true, hint: null }], dueOn: null }] };
    const first = await ask<{ created: number; requests: { id: string }[] }>(h, h.service(), layOut, { input });
    expect(first).toMatchObject({ created: 1, requests: [{ state: 'SENT' }] });
    expect(await ask(h, h.service(), layOut, { input })).toMatchObject({ created: 0, requests: [{ id: first.requests[0]?.id }] });
    expect((await h.events('files.request.sent')).filter((event) => event.data['projectId'] === projectId)).toHaveLength(1);
  });

  it('ends when its time is over', async () => {
    const request = await sent();
    await h.sql(`update files.due set due_at = now() - interval '1 hour' where kind = 'expire'`);
    await h.sweep('expire-requests');
    expect((await look(request.id)).state).toBe('EXPIRED');
    expect(await gone(request.token)).toMatchObject({ code: 'NOT_FOUND', reason: 'FILES_LINK_EXPIRED', gone: true });
  });
});

describe('a link without signing in', () => {
  it('shows what is asked, takes files for this request alone, and lists nothing', async () => {
    const folderId = await aFolder(h, clientId, 'PRIVATE');
    const [request, other] = [await sent({ folderId }), await sent()];
    const visitor = h.public(null);
    const shown = await ask<{ items: object[] }>(h, visitor, page, { token: request.token });
    expect(shown).toMatchObject({ title: 'Year end', state: 'SENT', items: [{ title: 'Bank statements', fileCount: 0 }, {}, {}] });
    const link = { token: request.token };
    await send(h, visitor, { itemId: item(request, 0), link }, { bytes: bytes() });
    await h.sweep('check-uploads');
    expect((await look(request.id)).items[0]).toMatchObject({ state: 'RECEIVED' });
    expect(await h.sql('select visibility, by_kind from files.objects where request_item_id = $1', [idToUuid(item(request, 0))])).toEqual([{ visibility: 'PRIVATE', by_kind: 'public' }]);
    const begin = 'mutation($input: BeginRequestUploadInput!) { beginRequestUpload(input: $input) { id } }';
    const elsewhere = await h.as(visitor).run(begin, { input: { itemId: item(other, 0), link, ...declare({ bytes: bytes() }) } });
    expect(elsewhere.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect((await h.as(visitor).run(begin, { input: { itemId: item(request, 0), ...declare({ bytes: bytes() }) } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    for (const query of ['{ files(clientId: "x") { nodes { id } } }', '{ fileRequests { nodes { id } } }']) expect((await h.as(h.public()).run(query)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('tells how an upload stands to the link that began it, and to no other', async () => {
    const [request, other] = [await sent(), await sent()];
    const id = await send(h, h.public(null), { itemId: item(request, 0), link: { token: request.token } }, { bytes: bytes() });
    const state = 'query($id: ID!, $token: String!) { requestUpload(id: $id, token: $token) { state missingParts partCount } }';
    expect(await ask(h, h.public(null), state, { id, token: request.token })).toEqual({ state: 'CHECKING', missingParts: [], partCount: 1 });
    expect((await h.as(h.public(null)).run(state, { id, token: other.token })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('says why it opens nothing any more, and is renewed', async () => {
    const request = await sent();
    await ask(h, h.staff(), 'mutation($input: FileRequestIdInput!) { revokeRequestLink(input: $input) { id } }', { input: { requestId: request.id } });
    expect(await gone(request.token)).toMatchObject({ code: 'NOT_FOUND', reason: 'FILES_LINK_REVOKED', gone: true });
    await ask(h, h.staff(), 'mutation($input: FileRequestIdInput!) { renewRequestLink(input: $input) { id } }', { input: { requestId: request.id } });
    const fresh = await lastToken();
    expect(await ask(h, h.public(null), page, { token: fresh })).toMatchObject({ state: 'SENT' });
    await h.sql(`update files.request_links set expires_at = now() - interval '1 day' where request_id = $1`, [idToUuid(request.id)]);
    expect(await gone(fresh)).toMatchObject({ reason: 'FILES_LINK_EXPIRED' });
    await ask(h, h.staff(), 'mutation($input: CancelFileRequestInput!) { cancelFileRequest(input: $input) { state } }', { input: { requestId: request.id, reason: 'Not needed.' } });
    expect(await gone(fresh)).toMatchObject({ reason: 'FILES_REQUEST_CLOSED' });
    expect(await gone(`${h.firm.id}.${'x'.repeat(43)}`)).toEqual({ code: 'NOT_FOUND', requestId: expect.anything() });
    expect((await gone('nonsense'))?.code).toBe('NOT_FOUND');
  });

  it('asks for its passcode', async () => {
    const { token } = await sent({}, 'open sesame');
    expect(await gone(token)).toMatchObject({ code: 'FORBIDDEN', reason: 'FILES_PASSCODE_REQUIRED' });
    expect((await h.as(h.public(null)).run(page, { token, passcode: 'wrong' })).errors?.[0]?.extensions).toMatchObject({ reason: 'FILES_PASSCODE_WRONG' });
    expect(await ask(h, h.public(null), page, { token, passcode: 'open sesame' })).toMatchObject({ title: 'Year end' });
    expect(JSON.stringify(await h.sql('select * from files.request_links'))).not.toContain('open sesame');
  });
});

describe('who may do what with a request', () => {
  it('is bounded by role, firm and client', async () => {
    const request = await sent();
    const code = async (actor: ReturnType<Harness['staff']>, document: string, input: object) => (await h.as(actor).run(document, { input })).errors?.[0]?.extensions?.code;
    const line = { itemId: item(request, 0) };
    expect(await code(h.staff(['files.request.view']), create, { clientId, title: 'x', items: [{ title: 'y' }] })).toBe('FORBIDDEN');
    expect(await code(h.portal(clientId), create, { clientId, title: 'x', items: [{ title: 'y' }] })).toBe('FORBIDDEN');
    expect(await code(h.portal(clientId), accept, line)).toBe('FORBIDDEN');
    expect(await code(h.portal(newId('cli')), waive, { ...line, reason: 'x' })).toBe('NOT_FOUND');
    expect(await code(h.staff(['*'], h.otherFirm.id), accept, line)).toBe('NOT_FOUND');
    expect(await code(h.public(), accept, line)).toBe('UNAUTHENTICATED');
    expect(await code(h.staff(), accept, line)).toBe('CONFLICT');
    expect(await code(h.staff(), create, { clientId, title: 'x', items: [] })).toBe('BAD_USER_INPUT');
    expect((await h.as(h.portal(newId('cli'))).run('{ fileRequests { nodes { id } } }')).data).toEqual({ fileRequests: { nodes: [] } });
  });
});
