import { z } from 'zod';
import type { Ctx, SweepCtx } from '@firmament/kit';
import { storeConfig } from '@firmament/kit/object-store';
import { caughtMail, type InboundMailPort } from './inbound/inbound-mail.js';
import { s3Attachments, type AttachmentStore } from './inbound/attachment-store.js';
import { smtpMailOut, type MailOut } from './message/mail-out.js';
import { localNotifier, type Notifier } from './notification/notifier.js';

/** What this domain reads from the environment. */
export const config = z.object({
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'an address such as smtp://127.0.0.1:1025').default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'one e-mail address').default('post@firmament.test'),
  FIRMAMENT_PUBLIC_URL: z.string().regex(/^https?:\/\//, 'the address under which visitors reach the house').default('http://127.0.0.1:4000'),
  FIRMAMENT_MAIL_PAGE: z.string().regex(/^https?:\/\//, 'the address of the mail catcher').optional(),
  ...storeConfig,
});

/** The environment, once checked. */
export type CommunicationsConfig = z.infer<typeof config>;

/** The world outside, as this domain needs it. */
export interface CommunicationsPorts {
  readonly mail: MailOut;
  readonly notifier: Notifier;
  readonly inbound: InboundMailPort;
  readonly attachments: AttachmentStore;
  stop?(): void;
}

/** The ports of a running house. */
export function openPorts(settings: CommunicationsConfig): CommunicationsPorts {
  const attachments = s3Attachments(settings);
  return { mail: smtpMailOut(settings.SMTP_URL, settings.MAIL_FROM), notifier: localNotifier, inbound: caughtMail(settings.FIRMAMENT_MAIL_PAGE), attachments, stop: () => { attachments.stop(); } };
}

/** This domain's ports of a context. */
export const portsOf = (ctx: Ctx | SweepCtx): CommunicationsPorts => ctx.ports as CommunicationsPorts;

/** This domain's settings of a context. */
export const settingsOf = (ctx: Ctx | SweepCtx): CommunicationsConfig => ctx.config as CommunicationsConfig;
