import type { Question } from '../appointment/intake.rules.js';
import { optionalTextFault, textFault, type Fault } from '../text.rules.js';

/** The terms that are checked, each only when it was given. */
export interface GivenTerms {
  readonly name?: string | null; readonly description?: string | null; readonly place?: string | null; readonly priceNote?: string | null; readonly consentText?: string | null;
  readonly minutes?: number | null; readonly stepMinutes?: number | null; readonly bufferBeforeMinutes?: number | null; readonly bufferAfterMinutes?: number | null;
  readonly noticeMinutes?: number | null; readonly horizonDays?: number | null; readonly dailyCap?: number | null; readonly questions?: readonly Question[] | null;
}

const bounds = [
  ['minutes', 5, 720], ['stepMinutes', 5, 720], ['bufferBeforeMinutes', 0, 240], ['bufferAfterMinutes', 0, 240],
  ['noticeMinutes', 0, 43_200], ['horizonDays', 1, 730], ['dailyCap', 1, 200],
] as const;

function numberFault(terms: GivenTerms): Fault | null {
  for (const [field, least, most] of bounds) {
    const value = terms[field];
    if (value !== null && value !== undefined && (value < least || value > most)) return { reason: 'OUT_OF_RANGE', sentence: `Give a number from ${least} to ${most}.`, field: `input.${field}` };
  }
  return null;
}

function questionFault(question: Question, field: string): Fault | null {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(question.key)) return { reason: 'QUESTION_KEY', sentence: 'A key is small letters, digits and underscores.', field: `${field}.key` };
  if (question.kind === 'CHOICE' && question.options.length < 2) return { reason: 'QUESTION_OPTIONS', sentence: 'A choice needs at least two options.', field: `${field}.options` };
  return textFault(question.question, { label: 'The question', most: 200 }, `${field}.question`)
    ?? question.options.map((option, i) => textFault(option, { label: 'The option', most: 100 }, `${field}.options.${i}`)).find(Boolean) ?? null;
}

function questionsFault(questions: readonly Question[]): Fault | null {
  if (questions.length > 10) return { reason: 'TOO_MANY_QUESTIONS', sentence: 'Ask at most ten questions.', field: 'input.questions' };
  const keys = questions.map((question) => question.key);
  if (new Set(keys).size < keys.length) return { reason: 'QUESTION_KEY', sentence: 'Two questions have the same key.', field: 'input.questions' };
  return questions.map((question, i) => questionFault(question, `input.questions.${i}`)).find(Boolean) ?? null;
}

/** Checks the terms of an appointment type; null when they can be kept. */
export function termsFault(terms: GivenTerms): Fault | null {
  const name = terms.name === null || terms.name === undefined ? null : textFault(terms.name, { label: 'The name', most: 120 }, 'input.name');
  const place = terms.place === null || terms.place === undefined ? null : textFault(terms.place, { label: 'The place', most: 200 }, 'input.place');
  return name ?? place ?? numberFault(terms)
    ?? optionalTextFault(terms.description, { label: 'The description', most: 1000, lines: true }, 'input.description')
    ?? optionalTextFault(terms.priceNote, { label: 'The price note', most: 200 }, 'input.priceNote')
    ?? optionalTextFault(terms.consentText, { label: 'The consent', most: 2000, lines: true }, 'input.consentText')
    ?? questionsFault(terms.questions ?? []);
}
