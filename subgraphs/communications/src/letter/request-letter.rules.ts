import { fill, write, type Letter, type Line } from './letter.rules.js';
import { dayText } from './when.rules.js';

/** What is told about a request for files. */
export interface RequestWords {
  readonly name: string; readonly firmName: string; readonly title: string; readonly purpose: 'REQUEST' | 'REMINDER' | 'REOPENED' | 'RENEWED';
  readonly url: string; readonly dueOn: string | null; readonly missing: readonly string[]; readonly note: string | null;
}

const openings = {
  REQUEST: ['{{firm}} asks for files: {{title}}', 'Hello {{name}},\n{{firm}} needs some files from you.'],
  REMINDER: ['Still missing: {{title}}', 'Hello {{name}},\n{{firm}} still waits for some files.'],
  REOPENED: ['Please look once more: {{title}}', 'Hello {{name}},\nthank you for your files. One of them is needed again.'],
  RENEWED: ['A new link: {{title}}', 'Hello {{name}},\nhere is a new link to hand in your files.'],
} as const;

/** To the client: what is missing, by when, and the link to hand it in without signing in. */
export function requestLetter(words: RequestWords): Letter {
  const [subject, opening] = openings[words.purpose];
  const values = { firm: words.firmName, title: words.title, name: words.name };
  const lines: Line[] = [{ text: fill(opening, values) }];
  if (words.note) lines.push({ text: words.note });
  if (words.missing.length > 0) lines.push({ text: words.missing.map((title) => `– ${title}`).join('\n') });
  if (words.dueOn) lines.push({ facts: [['By', dayText(words.dueOn)]] });
  lines.push({ link: words.url, label: 'Hand in files' });
  return write({ subject: fill(subject, values), lines, signature: words.firmName });
}
