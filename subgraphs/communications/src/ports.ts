import { z } from 'zod';
import type { Ctx, SweepCtx } from '@firmament/kit';
import { localInbound, type InboundMailPort } from './inbound/inbound-mail.js';
import { smtpMailOut, type MailOut } from './message/mail-out.js';
import { localNotifier, type Notifier } from './notification/notifier.js';

/** What this domain reads from the environment. */
export const config = z.object({
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'an address such as smtp://127.0.0.1:1025').default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'one e-mail address').default('post@firmament.test'),
  FIRMAMENT_PUBLIC_URL: z.string().regex(/^https?:\/\//, 'the address under which visitors reach the house').default('http://127.0.0.1:4000'),
});

/** The environment, once checked. */
export type CommunicationsConfig = z.infer<typeof config>;

/** The world outside, as this domain needs it. */
export interface CommunicationsPorts {
  readonly mail: MailOut;
  readonly notifier: Notifier;
  readonly inbound: InboundMailPort;
}

/** The ports of a running house. */
export function openPorts(settings: CommunicationsConfig): CommunicationsPorts {
  return { mail: smtpMailOut(settings.SMTP_URL, settings.MAIL_FROM), notifier: localNotifier, inbound: localInbound() };
}

/** This domain's ports of a context. */
export const portsOf = (ctx: Ctx | SweepCtx): CommunicationsPorts => ctx.ports as CommunicationsPorts;

/** This domain's settings of a context. */
export const settingsOf = (ctx: Ctx | SweepCtx): CommunicationsConfig => ctx.config as CommunicationsConfig;
