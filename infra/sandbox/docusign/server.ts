import { createHmac, randomUUID } from 'node:crypto';
import { askNext, certificateBytes, held, signedBytes, type Guest, type Held } from '../held.js';
import type { Answer, Asked, Route } from '../door.js';
import { Sandbox, type Vendor } from '../sandbox.js';

/** DocuSign eSignature 2.1, as far as envelopes need it: JSON in the vendor's shapes, where numbers and booleans are strings. */
const account = '/restapi/v2.1/accounts/([^/]+)';
const path = (rest: string): RegExp => new RegExp(`^${account}${rest}$`);
const fault = (status: number, errorCode: string, message: string): Answer => ({ status, body: { errorCode, message } });
const time = (date: Date | undefined): string | undefined => date?.toISOString();
const missing = (): Answer => fault(404, 'ENVELOPE_DOES_NOT_EXIST', 'The envelope specified does not exist.');

interface WireRecipient { recipientId: string; name: string; email: string; routingOrder?: string }
type Groups = Partial<Record<'signers' | 'certifiedDeliveries' | 'carbonCopies', (WireRecipient & { tabs?: { approveTabs?: unknown[] } })[]>>;
interface Definition {
  status: string; emailSubject: string; emailBlurb?: string; transactionId?: string; documents: { name: string; documentBase64: string }[]; recipients: Groups;
  customFields?: { textCustomFields?: { name: string; value: string }[] }; notification?: { expirations?: { expireAfter?: string } };
}

const guestOf = (role: Guest['role']) => (one: WireRecipient): Guest => ({ id: one.recipientId, name: one.name, email: one.email, role, order: Number(one.routingOrder ?? '1'), state: 'waiting' });

function created(body: Definition): Held {
  const signers = (body.recipients.signers ?? []).map((one) => guestOf(one.tabs?.approveTabs?.length ? 'approver' : 'signer')(one));
  const days = Number(body.notification?.expirations?.expireAfter ?? '120');
  const one = held({
    title: body.emailSubject, message: body.emailBlurb ?? null, state: body.status === 'sent' ? 'sent' : 'draft', sentAt: new Date(), expiresAt: new Date(Date.now() + days * 86_400_000),
    marks: { transactionId: body.transactionId ?? '', ...Object.fromEntries((body.customFields?.textCustomFields ?? []).map((field) => [field.name, field.value])) },
    files: body.documents.map((file) => ({ name: file.name, bytes: Buffer.from(file.documentBase64, 'base64') })),
    guests: [...signers, ...(body.recipients.certifiedDeliveries ?? []).map(guestOf('viewer')), ...(body.recipients.carbonCopies ?? []).map(guestOf('copy'))],
  });
  if (one.state === 'sent') askNext(one);
  return one;
}

const statusOf = (one: Held): string => ({ preparing: 'created', draft: 'created', sent: 'sent', completed: 'completed', declined: 'declined', expired: 'voided', voided: 'voided' })[one.state];
const guestStatus: Record<Guest['state'], string> = { waiting: 'created', sent: 'sent', viewed: 'delivered', done: 'completed', declined: 'declined', bounced: 'autoresponded' };

const recipientJson = (one: Held) => (guest: Guest) => ({
  recipientId: guest.id, recipientIdGuid: `${one.id.slice(0, 24)}${guest.id.padStart(12, '0')}`, name: guest.name, email: guest.email, routingOrder: String(guest.order), status: guestStatus[guest.state],
  sentDateTime: time(guest.sentAt), deliveredDateTime: time(guest.viewedAt), signedDateTime: time(guest.doneAt), declinedDateTime: time(guest.declinedAt), declinedReason: guest.reason,
  ...(guest.role === 'approver' ? { tabs: { approveTabs: [{ documentId: '1' }] } } : {}),
});

const recipientsJson = (one: Held) => ({
  signers: one.guests.filter((guest) => guest.role === 'signer' || guest.role === 'approver').map(recipientJson(one)),
  certifiedDeliveries: one.guests.filter((guest) => guest.role === 'viewer').map(recipientJson(one)),
  carbonCopies: one.guests.filter((guest) => guest.role === 'copy').map(recipientJson(one)),
  recipientCount: String(one.guests.length),
});

const envelopeJson = (one: Held) => ({
  envelopeId: one.id, status: statusOf(one), emailSubject: one.title, createdDateTime: time(one.createdAt), sentDateTime: time(one.sentAt), completedDateTime: time(one.completedAt),
  ...(one.state === 'voided' || one.state === 'expired' ? { voidedDateTime: time(one.endedAt), voidedReason: one.state === 'expired' ? 'Envelope has expired.' : one.reason } : {}),
  ...(one.state === 'declined' ? { declinedDateTime: time(one.endedAt) } : {}),
  transactionId: one.marks['transactionId'], expireDateTime: time(one.expiresAt ?? undefined),
  customFields: { textCustomFields: Object.entries(one.marks).filter(([name]) => name !== 'transactionId').map(([name, value], i) => ({ fieldId: String(i + 1), name, value, show: 'false', required: 'false' })), listCustomFields: [] },
});

function list(asked: Asked, sandbox: Sandbox): Answer {
  const transactions = asked.query.get('transaction_ids')?.split(',');
  const [name, value] = asked.query.get('custom_field')?.split('=') ?? [];
  if (!transactions && !asked.query.get('from_date')) return fault(400, 'INVALID_REQUEST_PARAMETER', 'from_date is required.');
  const found = [...sandbox.things.values()].filter((one) => (transactions ? transactions.includes(one.marks['transactionId'] ?? '') : name ? one.marks[name] === value : true));
  return { status: 200, body: { resultSetSize: String(found.length), totalSetSize: String(found.length), startPosition: '0', endPosition: String(found.length), envelopes: found.map(envelopeJson) } };
}

function update(one: Held, body: { status?: string; voidedReason?: string }, sandbox: Sandbox): Answer {
  if (body.status !== 'voided') return fault(400, 'INVALID_REQUEST_BODY', 'The request body is missing or improperly formatted.');
  if (!body.voidedReason) return fault(400, 'ENVELOPE_VOID_REASON_REQUIRED', 'A reason is required to void an envelope.');
  if (one.state !== 'sent') return fault(400, 'ENVELOPE_CANNOT_VOID_INVALID_STATE', 'Only envelopes in the Sent or Delivered states may be voided.');
  Object.assign(one, { state: 'voided', reason: body.voidedReason, endedAt: new Date() });
  void sandbox.tell(one, 'voided', null);
  return { status: 200, body: { envelopeId: one.id } };
}

function updateRecipients(one: Held, groups: Groups, resend: boolean): Answer {
  const wanted = [...(groups.signers ?? []), ...(groups.certifiedDeliveries ?? []), ...(groups.carbonCopies ?? [])];
  const results = wanted.map((change) => {
    const guest = one.guests.find((candidate) => candidate.id === change.recipientId);
    const wrong = !guest ? 'UNKNOWN_ENVELOPE_RECIPIENT' : guest.state === 'done' ? 'RECIPIENT_UPDATE_FAILED' : null;
    if (guest && !wrong) Object.assign(guest, { name: change.name, email: change.email, ...(resend ? { remindedAt: new Date(), state: guest.state === 'waiting' ? 'waiting' : 'sent' } : {}) });
    return { recipientId: change.recipientId, errorDetails: wrong ? { errorCode: wrong, message: 'The recipient could not be updated.' } : { errorCode: 'SUCCESS', message: '' } };
  });
  return { status: 200, body: { recipientUpdateResults: results } };
}

function create(asked: Asked, sandbox: Sandbox): Answer {
  const body = asked.body as Definition;
  if (!body?.documents?.length || !body.recipients?.signers?.length) return fault(400, 'INVALID_REQUEST_BODY', 'The request body is missing or improperly formatted.');
  const one = created(body);
  sandbox.things.set(one.id, one);
  void sandbox.tell(one, 'sent', null);
  return { status: 201, body: { envelopeId: one.id, status: statusOf(one), statusDateTime: time(one.createdAt), uri: `/envelopes/${one.id}` } };
}

function document(one: Held, id: string): Answer {
  if (id === 'certificate') return { status: 200, bytes: certificateBytes(one), type: 'application/pdf' };
  return { status: 200, bytes: one.state === 'completed' ? signedBytes(one) : Buffer.concat(one.files.map((file) => file.bytes)), type: 'application/pdf' };
}

const of = (sandbox: Sandbox, work: (one: Held, asked: Asked) => Answer) => (asked: Asked): Answer => { const one = sandbox.things.get(asked.params[1] ?? ''); return one ? work(one, asked) : missing(); };

const consentRequired: Answer = { status: 400, body: { error: 'consent_required' } };

/** A token for a consent, or for a signed wish; whose signature it is, a sandbox does not check. */
function grant(asked: Asked, sandbox: Sandbox): Answer {
  const consented = sandbox.consents.token(asked);
  if (consented) return consented;
  if (sandbox.revoked) return consentRequired;
  const { grant_type: kind, assertion } = asked.body as { grant_type?: string; assertion?: string };
  if (kind !== 'urn:ietf:params:oauth:grant-type:jwt-bearer' || assertion?.split('.').length !== 3) return { status: 400, body: { error: 'invalid_grant' } };
  const token = randomUUID();
  sandbox.tokens.add(token);
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: 'signature impersonation' } };
}

/** Whose token it is, and where their account lies. */
const user = (sandbox: Sandbox) => ({ sub: 'sandbox-user', name: 'Sandbox Sender', email: 'sender@docusign.test', accounts: [{ account_id: 'sandbox', is_default: true, account_name: 'Sandbox account', base_uri: sandbox.url }] });

function routes(sandbox: Sandbox): Route[] {
  return [
    { operation: 'consent', method: 'GET', path: /^\/oauth\/auth$/, open: true, handle: (asked) => sandbox.consents.page(asked) },
    { operation: 'user', method: 'GET', path: /^\/oauth\/userinfo$/, handle: () => ({ status: 200, body: user(sandbox) }) },
    { operation: 'token', method: 'POST', path: /^\/oauth\/token$/, open: true, handle: (asked) => grant(asked, sandbox) },
    { operation: 'create', method: 'POST', path: path('/envelopes'), handle: (asked) => create(asked, sandbox) },
    { operation: 'list', method: 'GET', path: path('/envelopes'), handle: (asked) => list(asked, sandbox) },
    { operation: 'get', method: 'GET', path: path('/envelopes/([^/]+)'), handle: of(sandbox, (one, asked) => ({ status: 200, body: { ...envelopeJson(one), ...(asked.query.get('include')?.includes('recipients') ? { recipients: recipientsJson(one) } : {}) } })) },
    { operation: 'update', method: 'PUT', path: path('/envelopes/([^/]+)'), handle: of(sandbox, (one, asked) => update(one, asked.body as never, sandbox)) },
    { operation: 'recipients', method: 'PUT', path: path('/envelopes/([^/]+)/recipients'), handle: of(sandbox, (one, asked) => updateRecipients(one, asked.body as Groups, asked.query.get('resend_envelope') === 'true')) },
    { operation: 'document', method: 'GET', path: path('/envelopes/([^/]+)/documents/([^/]+)'), handle: of(sandbox, (one, asked) => document(one, asked.params[2] ?? '')) },
  ];
}

const events: Record<string, string> = { sent: 'envelope-sent', view: 'recipient-delivered', sign: 'recipient-completed', decline: 'envelope-declined', completed: 'envelope-completed', expire: 'envelope-voided', voided: 'envelope-voided', bounce: 'recipient-autoresponded' };

/** DocuSign, not at DocuSign's. */
const docusign: Vendor = {
  name: 'docusign', label: 'DocuSign', routes,
  refuse: (asked, sandbox) => (sandbox.tokens.has(/^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '') ? null : fault(401, 'AUTHORIZATION_INVALID_TOKEN', 'The access token provided is expired, revoked or malformed.')),
  trouble: (trouble) => (trouble.kind === 'no-consent' ? consentRequired : trouble.kind === 'rate-limit'
    ? { ...fault(429, 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED', 'The maximum number of hourly API invocations has been exceeded.'), headers: { 'retry-after': String(trouble.retryAfter ?? 60), 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + (trouble.retryAfter ?? 60)) } }
    : fault(trouble.kind === 'unavailable' ? 503 : 500, 'UNSPECIFIED_ERROR', 'An error has occurred.')),
  news(sandbox, one, happened, guest) {
    const data = { accountId: 'sandbox', userId: 'sandbox', envelopeId: one.id, ...(guest ? { recipientId: guest.id } : {}) };
    const body = Buffer.from(JSON.stringify({ event: events[happened] ?? happened, apiVersion: 'v2.1', uri: `/restapi/v2.1/accounts/sandbox/envelopes/${one.id}`, retryCount: 0, configurationId: 1, generatedDateTime: new Date().toISOString(), data }));
    const signatures = sandbox.plan.secrets.map((secret, i) => [`x-docusign-signature-${i + 1}`, createHmac('sha256', secret).update(body).digest('base64')]);
    return [{ headers: { 'content-type': 'application/json', ...Object.fromEntries(signatures) }, body }];
  },
};

/** A DocuSign of one's own. Not started yet. */
export const docusignSandbox = (): Sandbox => new Sandbox(docusign);
