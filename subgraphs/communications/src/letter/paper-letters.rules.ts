import { fill, write, type Letter, type Line } from './letter.rules.js';
import { dayText } from './when.rules.js';

/** To whom a mail about a paper goes, from whom, and about which. */
export interface PaperWords { readonly name: string; readonly firmName: string; readonly title: string }

const tokens = ({ name, firmName, title }: PaperWords): Record<string, string> => ({ name, firm: firmName, title });
const byLine = (dueOn: string | null): Line[] => (dueOn === null ? [] : [{ facts: [['By', dayText(dueOn)]] }]);
const door: Line = { text: 'The page is in your portal. On a device that is not signed in there, it sends you a sign-in link first.' };

/** To a client: there is something to choose from, and until when. */
export function proposalLetter(words: PaperWords & { readonly url: string; readonly expiresOn: string | null; readonly optionCount: number; readonly isRevision: boolean }): Letter {
  const values = tokens(words);
  const what: [string, string][] = [['What', words.title]];
  if (words.optionCount > 1) what.push(['Packages', `${words.optionCount} to choose from`]);
  if (words.expiresOn !== null) what.push(['Answer by', dayText(words.expiresOn)]);
  const lines: Line[] = [{ text: fill('Hello {{name}},\nwe wrote down what we can do for you and what it costs. Read it, choose what you want, and tell us yes or no.', values) }, { facts: what }];
  if (words.isRevision) lines.push({ text: 'It takes the place of the one that we sent before.' });
  return write({ subject: fill('{{firm}} has a proposal for you: {{title}}', values), lines: [...lines, { link: words.url, label: 'Read the proposal' }, door], signature: words.firmName });
}

const asked = {
  SIGNER: { subject: 'Please sign: {{title}}', opening: 'it is your turn: please read {{title}} and sign it. A phone is enough.', still: 'we still wait for your signature under {{title}}.', label: 'Read and sign' },
  APPROVER: { subject: 'Please approve: {{title}}', opening: 'it is your turn: please read {{title}} and say whether you approve it.', still: 'we still wait for your word on {{title}}.', label: 'Read and approve' },
  VIEWER: { subject: 'For you to read: {{title}}', opening: '{{title}} is out for signing, and you are asked to read it. There is nothing for you to sign.', still: '{{title}} is still there for you to read.', label: 'Read it' },
} as const;

/** To the person whose turn it is: read it and sign it, approve it, or look on; or still to do so. */
export function signLetter(words: PaperWords & { readonly url: string; readonly role: keyof typeof asked; readonly dueOn: string | null; readonly isReminder: boolean }): Letter {
  const { subject, opening, still, label } = asked[words.role];
  const values = tokens(words);
  return write({
    subject: fill(words.isReminder ? 'Still waiting for you: {{title}}' : subject, values),
    lines: [{ text: fill(`Hello {{name}},\n${words.isReminder ? still : opening}`, values) }, ...byLine(words.dueOn), { link: words.url, label }, door], signature: words.firmName,
  });
}

const over = {
  DECLINED: '{{by}} would not sign it, so it does not come into force.', VOIDED: 'We took it back before everybody had signed, so it does not come into force.', EXPIRED: 'The time to sign ran out before everybody had signed, so it does not come into force.',
} as const;

/** To somebody who had signed: it came to nothing. Why, stays between the firm and whoever said so. */
export function overLetter(words: PaperWords & { readonly state: keyof typeof over; readonly by: string | null }): Letter {
  const values = { ...tokens(words), by: words.by ?? 'Somebody else' };
  return write({
    subject: fill('Not going ahead: {{title}}', values),
    lines: [{ text: fill(`Hello {{name}},\nyou had signed {{title}}. ${over[words.state]}`, values) }, { text: 'There is nothing for you to do. If we send it once more, you hear from us.' }], signature: words.firmName,
  });
}

/** To everybody of a packet: all have signed. Whoever has a portal is shown the way to the signed copy. */
export function signedLetter(words: PaperWords & { readonly url: string | null }): Letter {
  const values = tokens(words);
  const copy: Line[] = words.url === null ? [{ text: 'We keep the signed copy, and send you one when you ask.' }] : [{ link: words.url, label: 'See the signed copy' }, door];
  return write({ subject: fill('Signed by all: {{title}}', values), lines: [{ text: fill('Hello {{name}},\neverybody has signed {{title}}. Thank you.', values) }, ...copy], signature: words.firmName });
}
