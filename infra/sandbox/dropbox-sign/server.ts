import { createHmac, randomBytes } from 'node:crypto';
import { askNext, held, signedBytes, type Guest, type Held } from '../held.js';
import { multipart, type SentFile } from '../multipart.js';
import { plainBody, type Answer, type Asked, type Route } from '../door.js';
import { Sandbox, type Vendor } from '../sandbox.js';

/** Dropbox Sign v3, as far as signature requests need it. */
const hex = (): string => randomBytes(20).toString('hex');
const fault = (status: number, error_name: string, error_msg: string): Answer => ({ status, body: { error: { error_msg, error_name } } });
const seconds = (date: Date | null | undefined): number | null => (date ? Math.floor(date.getTime() / 1000) : null);
const limits = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '99', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 60) };

interface Sending {
  title?: string; subject?: string; message?: string; signers?: { name: string; email_address: string; order?: number }[]; cc_email_addresses?: string[]; metadata?: Record<string, string>;
  expires_at?: number; form_fields_per_document?: unknown[];
}
interface Form { fields: Sending; files: Record<string, SentFile> }

const guestStatus: Record<Guest['state'], string> = { waiting: 'awaiting_signature', sent: 'awaiting_signature', viewed: 'awaiting_signature', done: 'signed', declined: 'declined', bounced: 'awaiting_signature' };

const signature = (one: Held, ordered: boolean) => (guest: Guest) => ({
  signature_id: guest.id, signer_group_guid: null, signer_email_address: guest.email, signer_name: guest.name, signer_role: null, order: ordered ? guest.order : null,
  status_code: one.state === 'expired' && guest.state !== 'done' ? 'expired' : guestStatus[guest.state], signed_at: seconds(guest.doneAt), last_viewed_at: seconds(guest.viewedAt), last_reminded_at: seconds(guest.remindedAt),
  has_pin: false, has_sms_auth: false, has_sms_delivery: false, sms_phone_number: null, decline_reason: guest.state === 'declined' ? (guest.reason ?? null) : null, error: guest.state === 'bounced' ? (guest.reason ?? null) : null,
  reassigned_by: null, reassignment_reason: null, reassigned_from: null,
});

function requestJson(one: Held) {
  const signers = one.guests.filter((guest) => guest.role === 'signer');
  const ordered = new Set(signers.map((guest) => guest.order)).size > 1;
  return {
    test_mode: true, signature_request_id: one.id, requester_email_address: 'sandbox@dropbox-sign.test', title: one.title, original_title: one.title, subject: one.title, message: one.message, metadata: one.marks,
    created_at: seconds(one.createdAt), expires_at: seconds(one.expiresAt), is_complete: one.state === 'completed', is_declined: one.state === 'declined', has_error: false, files_url: `/v3/signature_request/files/${one.id}`,
    signing_url: null, details_url: `/home/manage?guid=${one.id}`, cc_email_addresses: one.guests.filter((guest) => guest.role === 'copy').map((guest) => guest.email), signing_redirect_url: null, final_copy_uri: null,
    template_ids: null, custom_fields: [], attachments: [], response_data: [], signatures: signers.map(signature(one, ordered)), bulk_send_job_id: null,
  };
}

function created({ fields, files }: Form): Held {
  const signers = (fields.signers ?? []).map((one): Guest => ({ id: hex(), name: one.name, email: one.email_address, role: 'signer', order: one.order ?? 0, state: 'waiting' }));
  const copies = (fields.cc_email_addresses ?? []).map((email): Guest => ({ id: hex(), name: email, email, role: 'copy', order: 99, state: 'waiting' }));
  const one = held({
    id: hex(), title: fields.title ?? '', message: fields.message ?? null, marks: fields.metadata ?? {}, files: Object.values(files), guests: [...signers, ...copies], sentAt: new Date(),
    expiresAt: fields.expires_at ? new Date(fields.expires_at * 1000) : null, fields: fields.form_fields_per_document ?? [],
  });
  askNext(one);
  return one;
}

function send(asked: Asked, sandbox: Sandbox): Answer {
  const form = asked.body as Form;
  if (Object.keys(form.files).length === 0) return fault(400, 'bad_request', 'Must specify a file, either files or file_urls, or both');
  if (!form.fields.signers?.length) return fault(400, 'bad_request', 'You must specify at least one signer');
  if (new Set(form.fields.signers.map((one) => one.email_address)).size < form.fields.signers.length) return fault(400, 'bad_request', 'Signer email addresses must be unique');
  const one = created(form);
  sandbox.things.set(one.id, one);
  void sandbox.tell(one, 'sent', null);
  return { status: 200, body: { signature_request: requestJson(one) }, headers: limits };
}

function list(asked: Asked, sandbox: Sandbox): Answer {
  const query = asked.query.get('query');
  const size = Number(asked.query.get('page_size') ?? '20');
  const page = Number(asked.query.get('page') ?? '1');
  const all = [...sandbox.things.values()].filter((one) => one.state !== 'voided').reverse().filter((one) => !query || [one.title, one.message ?? '', ...Object.values(one.marks)].some((text) => text.includes(query)));
  return { status: 200, body: { list_info: { page, num_pages: Math.max(1, Math.ceil(all.length / size)), num_results: all.length, page_size: size }, signature_requests: all.slice((page - 1) * size, page * size).map(requestJson) }, headers: limits };
}

function cancel(one: Held, sandbox: Sandbox): Answer {
  if (one.state !== 'sent') return fault(400, 'signature_request_cancel_failed', 'This signature request can no longer be canceled.');
  Object.assign(one, { state: 'voided', endedAt: new Date() });
  void sandbox.tell(one, 'voided', null);
  return { status: 200 };
}

function remind(one: Held, body: { email_address: string; name?: string }): Answer {
  const guest = one.guests.find((candidate) => candidate.email === body.email_address);
  if (!guest || (guest.state !== 'sent' && guest.state !== 'viewed')) return fault(400, 'invalid_reminder', 'This signer cannot be reminded.');
  guest.remindedAt = new Date();
  return { status: 200, body: { signature_request: requestJson(one) } };
}

function update(one: Held, body: { signature_id: string; email_address?: string; name?: string }): Answer {
  const guest = one.guests.find((candidate) => candidate.id === body.signature_id);
  if (!guest) return fault(404, 'not_found', 'Signature not found');
  if (guest.state === 'done') return fault(400, 'bad_request', 'This signer has signed already.');
  // Whoever gets another address gets another signature id, as the vendor says.
  Object.assign(guest, { id: body.email_address ? hex() : guest.id, email: body.email_address ?? guest.email, name: body.name ?? guest.name, state: guest.state === 'waiting' ? 'waiting' : 'sent' });
  return { status: 200, body: { signature_request: requestJson(one) } };
}

const of = (sandbox: Sandbox, work: (one: Held, asked: Asked) => Answer) => (asked: Asked): Answer => {
  const one = sandbox.things.get(asked.params[0] ?? '');
  if (!one) return fault(404, 'not_found', 'Signature request not found');
  return one.state === 'voided' ? fault(410, 'deleted', 'The resource has been deleted') : work(one, asked);
};
const at = (rest: string): RegExp => new RegExp(`^/v3/signature_request/${rest}$`);

const routes = (sandbox: Sandbox): Route[] => [
  { operation: 'consent', method: 'GET', path: /^\/oauth\/authorize$/, open: true, handle: (asked) => sandbox.consents.page(asked) },
  { operation: 'token', method: 'POST', path: /^\/oauth\/token$/, open: true, handle: (asked) => sandbox.consents.token(asked) ?? fault(400, 'bad_request', 'Unknown grant type') },
  { operation: 'account', method: 'GET', path: /^\/v3\/account$/, handle: () => ({ status: 200, body: { account: { account_id: 'sandbox-account', email_address: 'sender@dropbox-sign.test', is_locked: false, is_paid_hs: true, is_paid_hf: false } }, headers: limits }) },
  { operation: 'create', method: 'POST', path: at('send'), handle: (asked) => send(asked, sandbox) },
  { operation: 'list', method: 'GET', path: at('list'), handle: (asked) => list(asked, sandbox) },
  { operation: 'cancel', method: 'POST', path: at('cancel/([^/]+)'), handle: of(sandbox, (one) => cancel(one, sandbox)) },
  { operation: 'remind', method: 'POST', path: at('remind/([^/]+)'), handle: of(sandbox, (one, asked) => remind(one, asked.body as never)) },
  { operation: 'update', method: 'POST', path: at('update/([^/]+)'), handle: of(sandbox, (one, asked) => update(one, asked.body as never)) },
  { operation: 'files', method: 'GET', path: at('files/([^/]+)'), handle: of(sandbox, (one) => ({ status: 200, bytes: one.state === 'completed' ? signedBytes(one) : Buffer.concat(one.files.map((file) => file.bytes)), type: 'application/pdf', headers: limits })) },
  { operation: 'get', method: 'GET', path: at('([^/]+)'), handle: of(sandbox, (one) => ({ status: 200, body: { signature_request: requestJson(one) }, headers: limits })) },
];

const events: Record<string, string> = {
  sent: 'signature_request_sent', view: 'signature_request_viewed', sign: 'signature_request_signed', decline: 'signature_request_declined', completed: 'signature_request_all_signed', expire: 'signature_request_expired',
  voided: 'signature_request_canceled', bounce: 'signature_request_email_bounce',
};

function callback(one: Held, type: string, from: { key: string; guest: Guest | null }): { headers: Record<string, string>; body: Buffer } {
  const event_time = String(Math.floor(Date.now() / 1000));
  const event_hash = createHmac('sha256', from.key).update(event_time + type).digest('hex');
  const event = { event_type: type, event_time, event_hash, event_metadata: { related_signature_id: from.guest?.id ?? null, reported_for_account_id: 'sandbox', reported_for_app_id: null, event_message: null } };
  const boundary = `----sandbox${hex()}`;
  const body = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="json"\r\n\r\n${JSON.stringify({ event, signature_request: requestJson(one) })}\r\n--${boundary}--\r\n`);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'user-agent': 'Dropbox Sign sandbox' }, body };
}

/** Dropbox Sign, not at Dropbox's. */
const dropboxSign: Vendor = {
  name: 'dropbox-sign', label: 'Dropbox Sign', routes,
  parse: async (asked) => (/^multipart\//.test(asked.headers['content-type'] ?? '') ? multipart(asked.raw, asked.headers['content-type'] ?? '') : /urlencoded/.test(asked.headers['content-type'] ?? '') ? plainBody(asked) : asked.raw.length > 0 ? JSON.parse(asked.raw.toString('utf8')) as unknown : undefined),
  refuse(asked, sandbox) {
    const [, kind, value = ''] = /^(Basic|Bearer) (.+)$/.exec(asked.headers.authorization ?? '') ?? [];
    const key = kind === 'Basic' ? (Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '') : value;
    return sandbox.tokens.has(key) ? null : fault(401, 'unauthorized', 'Unauthorized api key');
  },
  trouble: (trouble) => (trouble.kind === 'rate-limit'
    ? { ...fault(429, 'exceeded_rate', 'You have exceeded your request rate.'), headers: { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + (trouble.retryAfter ?? 60)), 'retry-after': String(trouble.retryAfter ?? 60) } }
    : fault(trouble.kind === 'unavailable' ? 503 : 500, trouble.kind === 'unavailable' ? 'maintenance' : 'unknown', 'Something is wrong on our side.')),
  news: (sandbox, one, happened, guest) => [callback(one, events[happened] ?? 'unknown_error', { key: sandbox.plan.secrets[0] ?? '', guest })],
};

/** A Dropbox Sign of one's own. Not started yet. */
export const dropboxSignSandbox = (): Sandbox => new Sandbox(dropboxSign);
