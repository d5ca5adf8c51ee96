import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Catcher, MailFaults } from './mail-smtp.js';
import type { CaughtMail, Mailbox } from './mailbox.js';

interface Parts {
  mailbox: Mailbox;
  smtp: Catcher;
}

/**
 * The catcher's HTTP face: `/` a page, `/mail/:id` one mail, `/api/messages[?to=]`, `DELETE /api/messages`,
 * `/api/inbound[?after=]` (what was sent to addresses at which the house itself reads, whole),
 * `/api/smtp` (where mail is handed in), `/api/faults` (GET, POST) for tests, `/healthz`.
 */
export async function answerMail(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mail');
  const route = `${request.method} ${url.pathname}`;
  try {
    if (route === 'GET /api/messages') return json(response, parts.mailbox.all(url.searchParams.get('to') ?? undefined).map(({ raw: _, ...mail }) => mail));
    if (route === 'GET /api/inbound') return json(response, parts.mailbox.inbound(url.searchParams.get('after') ?? undefined));
    if (route === 'DELETE /api/messages') return await parts.mailbox.clear().then(() => json(response, { ok: true }));
    if (route === 'GET /api/smtp') return json(response, { url: `smtp://127.0.0.1:${parts.smtp.port}` });
    if (route === 'GET /api/faults') return json(response, parts.smtp.faults);
    if (route === 'POST /api/faults') return await changeFaults(parts, request, response);
    if (route === 'GET /healthz') return json(response, { ok: true });
    if (route === 'GET /') return page(response, list(parts.mailbox.all()));
    const one = url.pathname.match(/^\/mail\/([\w-]+)$/) && parts.mailbox.all().find((mail) => mail.id === url.pathname.slice(6));
    if (one) return page(response, show(one));
    json(response, { error: 'There is nothing here.' }, 404);
  } catch (error) {
    json(response, { error: (error as Error).message }, 400);
  }
}

async function changeFaults(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!String(request.headers['content-type']).startsWith('application/json')) return json(response, { error: 'Send JSON.' }, 415);
  let text = '';
  for await (const chunk of request) text += String(chunk);
  await parts.smtp.setFaults(JSON.parse(text || '{}') as MailFaults);
  json(response, parts.smtp.faults);
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fbfaf7}
a{color:#1f4e79}table{border-collapse:collapse;width:100%}td,th{padding:.5rem .6rem;border-bottom:1px solid #e3dfd6;text-align:left;vertical-align:top}
iframe{width:100%;height:32rem;border:1px solid #e3dfd6;background:#fff}pre{white-space:pre-wrap}dt{font-weight:600}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#e8e6e1}a{color:#8fb8e0}td,th{border-color:#2b323d}}`;

function page(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self' about:",
  });
  response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Mail on this machine</title><style>${style}</style></head><body>${body}</body></html>`);
}

function list(mails: CaughtMail[]): string {
  const rows = [...mails].reverse().map((mail) => `<tr><td>${clean(mail.receivedAt.slice(0, 19).replace('T', ' '))}</td>
<td>${clean(mail.envelope.to.join(', '))}</td><td><a href="/mail/${mail.id}">${clean(mail.subject || '(no subject)')}</a></td></tr>`);
  const table = `<table><thead><tr><th>Received (UTC)</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return `<h1>Mail</h1><p>Nothing here left this machine. Newest first.</p>${mails.length ? table : '<p>No mail yet.</p>'}`;
}

/** One mail. Its HTML is shown in a frame without scripts; links open in a new tab. */
function show(mail: CaughtMail): string {
  const html = mail.html && `<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${clean(`<base target="_blank">${mail.html}`)}"></iframe>`;
  const files = mail.attachments.map((file) => `<h2>${clean(file.filename || file.contentType)}</h2><pre>${clean(file.content)}</pre>`).join('');
  return `<p><a href="/">All mail</a></p><h1>${clean(mail.subject || '(no subject)')}</h1>
<dl><dt>From</dt><dd>${clean(mail.from)}</dd><dt>To</dt><dd>${clean(mail.envelope.to.join(', '))}</dd></dl>${html}<h2>Text</h2><pre>${linked(mail.text)}</pre>${files}`;
}

function clean(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function linked(text: string): string {
  return clean(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`);
}
