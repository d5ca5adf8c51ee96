import { createConnection } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMail, type MailServer } from './mail.js';
import type { CaughtMail } from './mailbox.js';
import type { Ground } from './plan.js';

let mail: MailServer;
let dir: string;
const ground = (throwAway: boolean): Ground => ({ dir, cache: dir, throwAway, secret: (name) => name, say: () => undefined });
const letter = (subject: string) => [
  'From: "Harbour & Vale" <desk@harbourvale.test>', 'To: Ada <ada@example.test>', `Subject: ${subject}`, 'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain; charset=utf-8', '', 'Sign in: http://127.0.0.1/link', '--b',
  'Content-Type: text/calendar; name=invite.ics', 'Content-Disposition: attachment; filename=invite.ics', '', 'BEGIN:VCALENDAR', '--b--', '.',
].join('\r\n');

/** Speaks SMTP by hand and returns the last answer's code: what is tested is what any client would hear. */
function say(lines: string[]): Promise<string> {
  const port = Number(new URL(mail.smtpUrl).port);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let last = '';
    socket.once('error', reject);
    socket.once('close', () => resolve(last));
    socket.on('data', (data) => {
      last = data.toString().trim().slice(0, 3);
      const next = last.startsWith('4') || last.startsWith('5') ? undefined : lines.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
  });
}
const deliver = (to: string, subject = 'Hello') => say(['HELO test', 'MAIL FROM:<desk@harbourvale.test>', `RCPT TO:<${to}>`, 'DATA', letter(subject)]);
const messages = async (to = '') => (await (await fetch(`${mail.pageUrl}/api/messages${to && `?to=${to}`}`)).json()) as CaughtMail[];
const faults = (body: object) => fetch(`${mail.pageUrl}/api/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'firmament-mail-'));
  mail = await startMail(ground(true));
});
afterEach(async () => {
  await mail.stop();
  await rm(dir, { recursive: true });
});

describe('the mail catcher', () => {
  it('hands mails on whole that the house itself reads, each from where the last one was', async () => {
    await deliver('ada@example.test');
    await deliver('bills+word@post.test', 'A bill');
    await deliver('bills+word@post.test', 'Another');
    const inbound = async (after = '') => (await (await fetch(`${mail.pageUrl}/api/inbound${after && `?after=${after}`}`)).json()) as { id: string; to: string[]; raw: string }[];
    const [first, second] = await inbound();
    expect([first?.to, Buffer.from(first?.raw ?? '', 'base64').toString()]).toEqual([['bills+word@post.test'], expect.stringContaining('Subject: A bill')]);
    expect((await inbound(first?.id)).map((one) => one.id)).toEqual([second?.id]);
    expect((await messages()).some((one) => 'raw' in one)).toBe(false);
  });

  it('keeps a mail with its text, headers and attachment, for reading by person and program', async () => {
    expect(await deliver('ada@example.test')).toBe('250');
    expect(await messages()).toEqual([expect.objectContaining({
      subject: 'Hello', from: 'desk@harbourvale.test', envelope: { from: 'desk@harbourvale.test', to: ['ada@example.test'] },
      text: expect.stringContaining('http://127.0.0.1/link'), attachments: [expect.objectContaining({ filename: 'invite.ics', content: expect.stringContaining('BEGIN:VCALENDAR') })],
    })]);
    expect(await (await fetch(mail.pageUrl)).text()).toContain('Hello');
  });

  it('shows a hostile subject as text', async () => {
    await deliver('ada@example.test', '<script>alert(1)</script>');
    expect(await (await fetch(mail.pageUrl)).text()).not.toContain('<script>alert');
  });

  it('gives only the mails of one address when asked, and forgets all when told', async () => {
    await deliver('ada@example.test');
    await deliver('ben@example.test');
    expect(await messages('BEN@example.test')).toHaveLength(1);
    await fetch(`${mail.pageUrl}/api/messages`, { method: 'DELETE' });
    expect(await messages()).toEqual([]);
  });

  it('refuses one address with 550 and takes the others', async () => {
    await faults({ refuse: 'ada@example.test' });
    expect([await deliver('ADA@example.test'), await deliver('ben@example.test')]).toEqual(['550', '250']);
  });

  it('refuses everyone with 550 for *, and nobody again afterwards', async () => {
    await faults({ refuse: '*' });
    expect(await deliver('ada@example.test')).toBe('550');
    await faults({});
    expect(await deliver('ada@example.test')).toBe('250');
  });

  it('answers 451 when told to fail for a while', async () => {
    await faults({ tempfail: true });
    expect(await deliver('ada@example.test')).toBe('451');
    expect(await messages()).toEqual([]);
  });

  it('takes no connection while it is down and comes back on the same port', async () => {
    await faults({ down: true });
    await expect(deliver('ada@example.test')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await faults({ down: false });
    expect(await deliver('ada@example.test')).toBe('250');
  });

  it('refuses a fault that a form on a web page could have sent', async () => {
    const answer = await fetch(`${mail.pageUrl}/api/faults`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"down":true}' });
    expect(answer.status).toBe(415);
  });
});
