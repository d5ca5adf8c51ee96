import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { askNext, held, signedBytes, type Guest, type Held } from '../held.js';
import { multipart, type SentFile } from '../multipart.js';
import { plainBody, type Answer, type Asked, type Route } from '../door.js';
import { Sandbox, type Vendor } from '../sandbox.js';

/** PandaDoc's public API, as far as documents need it. A new document is `document.uploaded` for a while before it is a draft. */
const id = (): string => randomBytes(16).toString('base64url').replaceAll(/[-_]/g, 'a').slice(0, 22);
const fault = (status: number, type: string, detail: unknown): Answer => ({ status, body: { type, detail } });
const time = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
const missing = (): Answer => fault(404, 'request_error', 'Not found');

interface Making { name: string; recipients: { email: string; first_name?: string; last_name?: string; role?: string; signing_order?: number; recipient_type?: string }[]; metadata?: Record<string, string>; parse_form_fields?: boolean }
interface Form { fields: { data?: Making }; files: Record<string, SentFile> }

const roleOf = (one: Making['recipients'][number]): Guest['role'] => (!one.role ? 'copy' : one.recipient_type === 'approver' ? 'approver' : 'signer');
const wireRole: Record<Guest['role'], string> = { signer: 'signer', approver: 'approver', viewer: 'CC', copy: 'CC' };

function statusOf(one: Held): string {
  if (one.state === 'sent') return one.guests.some((guest) => guest.viewedAt) ? 'document.viewed' : 'document.sent';
  return { preparing: 'document.uploaded', draft: 'document.draft', completed: 'document.completed', declined: 'document.declined', expired: 'document.voided', voided: 'document.voided' }[one.state];
}

const statusJson = (one: Held) => ({
  id: one.id, name: one.title, status: statusOf(one), date_created: time(one.createdAt), date_modified: time(one.endedAt ?? one.completedAt ?? one.sentAt ?? one.createdAt), date_completed: time(one.completedAt),
  expiration_date: time(one.expiresAt), version: '2', uuid: one.id,
});

const recipientJson = (guest: Guest) => {
  const [first_name = '', ...rest] = guest.name.split(' ');
  return {
    id: guest.id, first_name, last_name: rest.join(' '), email: guest.email, phone: null, recipient_type: wireRole[guest.role], role: guest.role === 'copy' ? '' : guest.name, roles: guest.role === 'copy' ? [] : [guest.name], signing_order: guest.role === 'copy' ? null : guest.order,
    contact_id: guest.id, has_completed: guest.state === 'done', shared_link: '', signature_date: time(guest.doneAt), type: 'recipient',
  };
};

const detailsJson = (one: Held) => ({
  ...statusJson(one), date_sent: time(one.sentAt), content_date_modified: time(one.createdAt), metadata: one.marks, tokens: [], tags: [], tables: [], images: [], texts: [], fields: one.fields, recipients: one.guests.map(recipientJson),
  created_by: { id: 'sandbox', email: 'sandbox@pandadoc.test', first_name: 'Sand', last_name: 'Box' }, template: null, folder_uuid: null, linked_objects: [], ref_number: '',
});

function create(asked: Asked, sandbox: Sandbox): Answer {
  const { fields: { data }, files } = asked.body as Form;
  const file = files['file'];
  if (!data?.name || !file) return fault(400, 'validation_error', { file: ['This field is required.'] });
  const guests = data.recipients.map((one): Guest => ({ id: id(), name: [one.first_name, one.last_name].filter(Boolean).join(' '), email: one.email, role: roleOf(one), order: one.signing_order ?? 1, state: 'waiting' }));
  const one = held({ id: id(), title: data.name, marks: data.metadata ?? {}, files: [file], guests, state: 'preparing', looksUntilReady: 2 });
  sandbox.things.set(one.id, one);
  return { status: 201, body: { ...statusJson(one), links: [{ rel: 'status', href: `/public/v1/documents/${one.id}`, type: 'GET' }], info_message: 'You need to poll the Document Status method until the status will be changed to document.draft' } };
}

function list(asked: Asked, sandbox: Sandbox): Answer {
  const wanted = [...asked.query].filter(([name]) => name.startsWith('metadata_')).map(([name, value]) => [name.slice('metadata_'.length), value] as const);
  const found = [...sandbox.things.values()].filter((one) => wanted.every(([name, value]) => one.marks[name] === value)).reverse();
  return { status: 200, body: { results: found.map((one) => { const { uuid: _, ...row } = statusJson(one); return row; }) } };
}

/** Preparing goes on while somebody looks. */
function status(one: Held): Answer {
  if (one.state === 'preparing' && (one.looksUntilReady -= 1) <= 0) one.state = 'draft';
  return { status: 200, body: statusJson(one) };
}

const conflict = (one: Held): Answer => ({ status: 409, body: { id: one.id, status: statusOf(one), info_message: 'The document is not in the right status.' } });

function send(one: Held, body: { message?: string }, sandbox: Sandbox): Answer {
  if (one.state !== 'draft') return conflict(one);
  Object.assign(one, { state: 'sent', sentAt: new Date(), message: body.message ?? null });
  askNext(one);
  void sandbox.tell(one, 'sent', null);
  return { status: 200, body: { ...statusJson(one), recipients: one.guests.map((guest) => { const { role: _r, roles: _s, contact_id: _c, has_completed: _h, signature_date: _d, ...row } = recipientJson(guest); return row; }) } };
}

function changeStatus(one: Held, body: { status: number; note?: string }, sandbox: Sandbox): Answer {
  if (body.status !== 11 || one.state !== 'sent') return conflict(one);
  Object.assign(one, { state: 'voided', reason: body.note ?? '', endedAt: new Date() });
  void sandbox.tell(one, 'voided', null);
  return { status: 204 };
}

function edit(one: Held, guestId: string, change: { email?: string; first_name?: string; last_name?: string }): Answer {
  const guest = one.guests.find((candidate) => candidate.id === guestId);
  if (!guest) return missing();
  if (guest.state === 'done') return fault(400, 'request_error', { recipient: ['The recipient has completed the document.'] });
  Object.assign(guest, { email: change.email ?? guest.email, name: [change.first_name, change.last_name].filter(Boolean).join(' ') || guest.name, viewedAt: undefined, state: guest.state === 'waiting' ? 'waiting' : 'sent' });
  return { status: 204 };
}

function remind(one: Held, body: { reminders?: { recipient_id: string }[] }): Answer {
  if (one.state !== 'sent') return conflict(one);
  const result = (body.reminders ?? []).map(({ recipient_id }) => {
    const guest = one.guests.find((candidate) => candidate.id === recipient_id);
    const detail = !guest ? "Can't send reminder. The document does not contain a recipient with the specified recipient ID" : guest.state === 'done' ? "Can't send reminder to the Recipient who completed their part"
      : guest.state === 'waiting' ? "Can't send reminder. Signing order is enabled and this Recipient can't sign the document yet" : null;
    if (guest && !detail) guest.remindedAt = new Date();
    return { recipient_id, email: detail ? { status: 'error', sent_at: null, detail } : { status: 'sent', sent_at: new Date().toISOString(), detail: null } };
  });
  return { status: 200, body: { result } };
}

function settings(one: Held, body: { expires_in?: number; language?: string }): Answer {
  if (body.expires_in) one.expiresAt = new Date(Date.now() + body.expires_in * 86_400_000);
  return { status: 200, body: { language: body.language ?? 'en-US', expires_in: body.expires_in ?? 60, qualified_electronic_signature: false, suggest_edits: false } };
}

function fields(one: Held, body: { fields?: { type: string; layout: unknown; assigned_to?: string; field_id?: string }[] }): Answer {
  if (one.state !== 'draft') return conflict(one);
  const made = (body.fields ?? []).map((field) => ({ uuid: randomUUID(), name: field.field_id ?? field.type, title: '', value: {}, field_id: field.field_id ?? '', type: field.type, assigned_to: { id: field.assigned_to ?? '' }, layout: field.layout, section_uuid: randomUUID() }));
  one.fields.push(...made);
  return { status: 200, body: { fields: made } };
}

const trail = (one: Held) => ({
  count: one.guests.length,
  results: one.guests.filter((guest) => guest.state === 'declined').map((guest) => ({ id: id(), user: { id: guest.id, email: guest.email }, action: 43, reason: guest.reason ?? null, date_created: time(guest.declinedAt), ip_address: 'hidden' })),
});

const member = {
  user_id: 'sandbox-user', membership_id: 'sandbox-member', email: 'sender@pandadoc.test', first_name: 'Sandbox', last_name: 'Sender', is_active: true, workspace: 'sandbox-workspace', workspace_name: 'Sandbox workspace', email_verified: true, role: 'Admin', user_license: 'Full',
  date_created: '2026-01-05T09:00:00.000000Z', date_modified: '2026-01-05T09:00:00.000000Z',
};

const of = (sandbox: Sandbox, work: (one: Held, asked: Asked) => Answer) => (asked: Asked): Answer => { const one = sandbox.things.get(asked.params[0] ?? ''); return one ? work(one, asked) : missing(); };
const at = (rest: string, version = 'v1'): RegExp => new RegExp(`^/public/${version}/documents${rest}$`);

const routes = (sandbox: Sandbox): Route[] => [
  { operation: 'consent', method: 'GET', path: /^\/oauth2\/authorize$/, open: true, handle: (asked) => sandbox.consents.page(asked) },
  { operation: 'token', method: 'POST', path: /^\/oauth2\/access_token$/, open: true, handle: (asked) => sandbox.consents.token(asked) ?? { status: 400, body: { error: 'unsupported_grant_type' } } },
  { operation: 'member', method: 'GET', path: /^\/public\/v1\/members\/current$/, handle: () => ({ status: 200, body: member }) },
  { operation: 'create', method: 'POST', path: at(''), handle: (asked) => create(asked, sandbox) },
  { operation: 'list', method: 'GET', path: at(''), handle: (asked) => list(asked, sandbox) },
  { operation: 'status', method: 'GET', path: at('/([^/]+)'), handle: of(sandbox, status) },
  { operation: 'delete', method: 'DELETE', path: at('/([^/]+)'), handle: of(sandbox, (one) => { sandbox.things.delete(one.id); return { status: 204 }; }) },
  { operation: 'details', method: 'GET', path: at('/([^/]+)/details'), handle: of(sandbox, (one) => (one.state === 'preparing' ? conflict(one) : { status: 200, body: detailsJson(one) })) },
  { operation: 'fields', method: 'POST', path: at('/([^/]+)/fields'), handle: of(sandbox, (one, asked) => fields(one, asked.body as never)) },
  { operation: 'settings', method: 'PATCH', path: at('/([^/]+)/settings', 'v2'), handle: of(sandbox, (one, asked) => settings(one, asked.body as never)) },
  { operation: 'send', method: 'POST', path: at('/([^/]+)/send'), handle: of(sandbox, (one, asked) => send(one, asked.body as never, sandbox)) },
  { operation: 'change-status', method: 'PATCH', path: at('/([^/]+)/status'), handle: of(sandbox, (one, asked) => changeStatus(one, asked.body as never, sandbox)) },
  { operation: 'edit-recipient', method: 'PATCH', path: at('/([^/]+)/recipients/recipient/([^/]+)'), handle: of(sandbox, (one, asked) => edit(one, asked.params[1] ?? '', asked.body as never)) },
  { operation: 'remind', method: 'POST', path: at('/([^/]+)/send-reminder'), handle: of(sandbox, (one, asked) => remind(one, asked.body as never)) },
  { operation: 'audit-trail', method: 'GET', path: at('/([^/]+)/audit-trail', 'v2'), handle: of(sandbox, (one) => ({ status: 200, body: trail(one) })) },
  { operation: 'download', method: 'GET', path: at('/([^/]+)/download-protected'), handle: of(sandbox, (one) => (one.state === 'completed' ? { status: 200, bytes: signedBytes(one), type: 'application/pdf' } : conflict(one))) },
];

const states: Record<string, string> = { sent: 'document_state_changed', view: 'document_state_changed', sign: 'recipient_completed', decline: 'document_state_changed', completed: 'document_completed_pdf_ready', expire: 'document_state_changed', voided: 'document_state_changed', bounce: 'document_state_changed' };

/** PandaDoc, not at PandaDoc's. */
const pandadoc: Vendor = {
  name: 'pandadoc', label: 'PandaDoc', routes,
  parse: async (asked) => (/^multipart\//.test(asked.headers['content-type'] ?? '') ? multipart(asked.raw, asked.headers['content-type'] ?? '') : /urlencoded/.test(asked.headers['content-type'] ?? '') ? plainBody(asked) : asked.raw.length > 0 ? JSON.parse(asked.raw.toString('utf8')) as unknown : undefined),
  refuse: (asked, sandbox) => (sandbox.tokens.has(/^(?:API-Key|Bearer) (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '') ? null : fault(401, 'authentication_error', 'Authentication credentials were not provided.')),
  trouble: (trouble) => (trouble.kind === 'rate-limit' ? { ...fault(429, 'throttled', 'Request was throttled.'), headers: { 'retry-after': String(trouble.retryAfter ?? 60) } } : fault(trouble.kind === 'unavailable' ? 503 : 500, 'server_error', 'Something is wrong on our side.')),
  news(sandbox, one, happened, guest) {
    const { uuid: _, ...data } = statusJson(one);
    const body = Buffer.from(JSON.stringify([{ event: states[happened] ?? 'document_state_changed', data: { ...data, metadata: one.marks, recipients: one.guests.map(recipientJson), ...(guest && happened === 'sign' ? { action_by: { id: guest.id, email: guest.email }, action_date: time(guest.doneAt) } : {}) } }]));
    return [{ headers: { 'content-type': 'application/json', 'x-pandadoc-webhook-event-id': randomUUID() }, body, query: { signature: createHmac('sha256', sandbox.plan.secrets[0] ?? '').update(body).digest('hex') } }];
  },
};

/** A PandaDoc of one's own. Not started yet. */
export const pandadocSandbox = (): Sandbox => new Sandbox(pandadoc);
