import { createTransport } from 'nodemailer';
import type { Attachment } from './message.entity.js';

/** A mail as it is handed to the next mail server. */
export interface OutgoingMail {
  readonly id: string; readonly fromName: string; readonly toAddress: string; readonly toName: string; readonly subject: string;
  readonly text: string; readonly html: string; readonly attachments: readonly Attachment[]; readonly kind: string;
}

/** The way out. Rejects with the SMTP client's own error when the mail was not taken. */
export interface MailOut {
  send(mail: OutgoingMail): Promise<void>;
}

/** Sends by SMTP. The same mail always bears the same Message-ID, so that a receiver can tell a repeat after a crash from a second mail. */
export function smtpMailOut(url: string, fromAddress: string): MailOut {
  const transport = createTransport(url, { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 20_000, disableFileAccess: true, disableUrlAccess: true } as never);
  return {
    async send(mail) {
      const calendar = mail.attachments.find((file) => file.contentType.startsWith('text/calendar'));
      await transport.sendMail({
        from: { name: mail.fromName, address: fromAddress }, to: { name: mail.toName, address: mail.toAddress }, subject: mail.subject, text: mail.text, html: mail.html,
        messageId: `<${mail.id}@${fromAddress.split('@')[1] ?? 'firmament.test'}>`,
        headers: { 'X-Firmament-Kind': mail.kind, 'Auto-Submitted': 'auto-generated' },
        attachments: mail.attachments.filter((file) => file !== calendar).map((file) => ({ filename: file.name, content: file.content, contentType: file.contentType })),
        ...(calendar ? { icalEvent: { filename: calendar.name, method: calendar.content.includes('METHOD:CANCEL') ? 'CANCEL' : 'REQUEST', content: calendar.content } } : {}),
      });
    },
  };
}
