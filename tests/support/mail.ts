import { eventually } from '@firmament/kit/testing';
import type { CaughtMail } from '../../infra/servers/mailbox.js';
import type { MailFaults } from '../../infra/servers/mail-smtp.js';
import { budgetMs, house } from './house.js';

/** A mail as the catcher keeps it. */
export type Mail = CaughtMail;

/** All mails to an address, oldest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const response = await fetch(`${house.endpoints.mail}/api/messages?to=${encodeURIComponent(address)}`);
  return (await response.json()) as Mail[];
}

/** How many mails the house has ever sent. */
export async function mailCount(): Promise<number> {
  return ((await (await fetch(`${house.endpoints.mail}/api/messages`)).json()) as Mail[]).length;
}

/** Waits for a mail to an address that fits, read as one: the subject, then the text. */
export async function mailThat(address: string, fits: RegExp, timeoutMs = budgetMs): Promise<Mail> {
  return eventually(async () => (await mailsTo(address)).find(({ subject, text }) => fits.test(`${subject}\n${text}`)), `a mail to ${address} that fits ${String(fits)}`, { timeoutMs }) as Promise<Mail>;
}

/** Makes the mail server misbehave while something is done, and behave again afterwards. */
export async function withMailFaults<T>(faults: MailFaults, work: () => Promise<T>): Promise<T> {
  await setMailFaults(faults);
  try {
    return await work();
  } finally {
    await setMailFaults({});
  }
}

/** Tells the mail server how to misbehave; `{}` heals it. */
export async function setMailFaults(faults: MailFaults): Promise<void> {
  const response = await fetch(`${house.endpoints.mail}/api/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
  if (!response.ok) throw new Error(`The mail server took no faults: ${await response.text()}`);
}
