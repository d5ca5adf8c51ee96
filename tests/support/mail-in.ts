import { createConnection } from 'node:net';
import { house } from './house.js';

/** A mail with one PDF, as a mail program writes it. */
export const mailWithPdf = (to: string, pdf: Buffer, more: { readonly messageId: string; readonly subject?: string }): string => [
  'From: Print Shop <desk@print.test>', `To: ${to}`, `Subject: ${more.subject ?? 'Your bill'}`, `Message-ID: <${more.messageId}@print.test>`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
  '--b', 'Content-Type: text/plain; charset=utf-8', '', 'Please pay.', '--b', 'Content-Type: application/octet-stream; name=bill.pdf', 'Content-Disposition: attachment; filename=bill.pdf', 'Content-Transfer-Encoding: base64', '',
  pdf.toString('base64').replace(/.{76}/g, '$&\r\n'), '--b--', '',
].join('\r\n');

/** Hands a mail in by SMTP, as any mail server does; gives the last answer's code. */
export async function mailIn(to: string, mail: string): Promise<string> {
  const { url } = (await (await fetch(`${house.endpoints.mail}/api/smtp`)).json()) as { url: string };
  const lines = ['HELO print.test', 'MAIL FROM:<desk@print.test>', `RCPT TO:<${to}>`, 'DATA', `${mail}\r\n.`, 'QUIT'];
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port: Number(new URL(url).port), host: '127.0.0.1' });
    let last = '';
    socket.once('error', reject);
    socket.once('close', () => { resolve(last); });
    socket.on('data', (data) => {
      const code = data.toString().trim().slice(0, 3);
      if (code !== '221') last = code;
      const next = /^[45]/.test(code) ? undefined : lines.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
  });
}
