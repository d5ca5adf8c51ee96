import { fill, write, type Letter, type Line } from './letter.rules.js';
import { listNames, shortWhen, whenText } from './when.rules.js';

/** What is told about an appointment in every mail. */
export interface AppointmentWords {
  readonly typeName: string; readonly start: string; readonly end: string; readonly zone: string; readonly hostNames: readonly string[]; readonly place?: string | undefined;
  readonly attendeeName: string; readonly firmName: string; readonly manageUrl?: string | undefined;
}

function factsOf(words: AppointmentWords): Line {
  const facts: [string, string][] = [['What', words.typeName], ['When', whenText(words.start, words.end, words.zone)], ['With', listNames(words.hostNames)]];
  if (words.place) facts.push(['Where', words.place]);
  return { facts };
}

function changeLine(words: AppointmentWords): Line[] {
  return words.manageUrl ? [{ link: words.manageUrl, label: 'Move or cancel' }] : [];
}

const tokens = (words: AppointmentWords): Record<string, string> => ({ name: words.attendeeName, firm: words.firmName, type: words.typeName, when: shortWhen(words.start, words.zone) });

/** To the attendee: it is booked, or it awaits the host. */
export function bookedLetter(words: AppointmentWords, awaitsHost: boolean): Letter {
  const values = tokens(words);
  const opening = awaitsHost ? 'Hello {{name}},\nwe keep this time for you. {{firm}} still has to say yes; you hear from us.' : 'Hello {{name}},\nyour appointment with {{firm}} is booked.';
  return write({
    subject: fill(awaitsHost ? 'Received: {{type}}, {{when}}' : 'Booked: {{type}}, {{when}}', values),
    lines: [{ text: fill(opening, values) }, factsOf(words), ...(awaitsHost ? [] : [{ text: 'The attached invitation puts it into your calendar.' }]), ...changeLine(words)],
    signature: words.firmName,
  });
}

/** To the attendee: the host said yes. */
export function confirmedLetter(words: AppointmentWords): Letter {
  const values = tokens(words);
  return write({ subject: fill('Confirmed: {{type}}, {{when}}', values), lines: [{ text: fill('Hello {{name}},\n{{firm}} said yes: your appointment stands.', values) }, factsOf(words), ...changeLine(words)], signature: words.firmName });
}

/** To the attendee: another time. */
export function movedLetter(words: AppointmentWords, previousStart: string): Letter {
  const values = { ...tokens(words), before: shortWhen(previousStart, words.zone) };
  return write({ subject: fill('Moved: {{type}}, now {{when}}', values), lines: [{ text: fill('Hello {{name}},\nyour appointment with {{firm}} moved. It was {{before}}; this is the new time.', values) }, factsOf(words), ...changeLine(words)], signature: words.firmName });
}

/** To the attendee: called off. */
export function cancelledLetter(words: AppointmentWords, reason: string | null, by: string): Letter {
  const values = tokens(words);
  const opening = by === 'ATTENDEE' ? 'Hello {{name}},\nyou called off your appointment with {{firm}}. Nothing more to do.' : 'Hello {{name}},\n{{firm}} had to call off your appointment.';
  return write({ subject: fill('Cancelled: {{type}}, {{when}}', values), lines: [{ text: fill(opening, values) }, factsOf(words), ...(reason ? [{ facts: [['Reason', reason] as const] }] : [])], signature: words.firmName });
}

/** To a host: what changed in the diary. */
export function hostLetter(words: AppointmentWords, what: 'New booking' | 'Moved' | 'Cancelled', answers: readonly { question: string; answer: string }[], reason: string | null): Letter {
  const values = { ...tokens(words), what };
  const asked: Line[] = answers.length ? [{ facts: answers.map((one) => [one.question, one.answer] as const) }] : [];
  return write({
    subject: fill('{{what}}: {{name}}, {{when}}', values), lines: [{ text: fill('{{what}}: {{name}}.', values) }, factsOf(words), ...asked, ...(reason ? [{ facts: [['Reason', reason] as const] }] : [])], signature: words.firmName,
  });
}

/** To a visitor whose time is held: the code. */
export function codeLetter(words: AppointmentWords, code: string): Letter {
  const values = { ...tokens(words), code };
  return write({
    subject: fill('Your code is {{code}}', values), lines: [{ text: fill('Hello {{name}},\ntype this code to book with {{firm}}:', values) }, { code: fill('{{code}}', values) }, factsOf(words), { text: 'We keep the time for ten minutes. If this was not you, do nothing: no appointment is made.' }],
    signature: words.firmName,
  });
}

/** To a client's contact: the way into the portal. */
export function portalLetter(words: { name: string; firmName: string; url: string; purpose: 'INVITATION' | 'SIGN_IN'; expiresAt: string }): Letter {
  const values = { name: words.name, firm: words.firmName, url: words.url };
  const invited = words.purpose === 'INVITATION';
  return write({
    subject: fill(invited ? '{{firm}} invites you to your client portal' : 'Your sign-in link for {{firm}}', values),
    lines: [
      { text: fill(invited ? 'Hello {{name}},\nin your portal you see your appointments and what {{firm}} is working on for you. There is no password to remember.' : 'Hello {{name}},\nthis link signs you in at {{firm}}.', values) },
      { link: fill('{{url}}', values), label: invited ? 'Open your portal' : 'Sign in' },
      { text: `The link works once, until ${shortWhen(words.expiresAt, 'UTC')} UTC. If you did not expect it, do nothing.` },
    ],
    signature: words.firmName,
  });
}
