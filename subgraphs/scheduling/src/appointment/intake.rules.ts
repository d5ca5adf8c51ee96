import { optionalTextFault, tidy, type Fault } from '../text.rules.js';

/** One question of an appointment type. */
export interface Question {
  readonly key: string;
  readonly question: string;
  readonly kind: 'TEXT' | 'LONG_TEXT' | 'CHOICE' | 'YES_NO';
  readonly required: boolean;
  readonly options: readonly string[];
}

/** One answer, with the words of the question as they were when it was asked. */
export interface Answer {
  readonly key: string;
  readonly question: string;
  readonly answer: string;
}

const choices = (question: Question): readonly string[] => (question.kind === 'YES_NO' ? ['Yes', 'No'] : question.options);

function answerFault(question: Question, answer: string | undefined, field: string): Fault | null {
  if (answer === undefined || answer.trim() === '') {
    return question.required ? { reason: 'ANSWER_MISSING', sentence: `«${question.question}» needs an answer.`, field } : null;
  }
  const fault = optionalTextFault(answer, { label: `The answer to «${question.question}»`, most: question.kind === 'LONG_TEXT' ? 2000 : 300, lines: question.kind === 'LONG_TEXT' }, field);
  if (fault) return fault;
  const closed = question.kind === 'CHOICE' || question.kind === 'YES_NO';
  return closed && !choices(question).includes(tidy(answer)) ? { reason: 'ANSWER_NOT_OFFERED', sentence: `«${question.question}» has no such answer.`, field } : null;
}

/** Checks the answers against the questions; an answer to a question that was not asked is a fault too. */
export function intakeFault(questions: readonly Question[], typed: readonly { key: string; answer: string }[], field: string): Fault | null {
  const keys = typed.map((answer) => answer.key);
  const stray = keys.findIndex((key, i) => !questions.some((question) => question.key === key) || keys.indexOf(key) !== i);
  if (stray >= 0) return { reason: 'ANSWER_UNASKED', sentence: 'This question was not asked, or is answered twice.', field: `${field}.${stray}.key` };
  for (const question of questions) {
    const at = keys.indexOf(question.key);
    const fault = answerFault(question, typed[at]?.answer, at < 0 ? field : `${field}.${at}.answer`);
    if (fault) return fault;
  }
  return null;
}

/** The answers as they are kept, in the order of the questions. Call after {@link intakeFault} found nothing. */
export function asAnswers(questions: readonly Question[], typed: readonly { key: string; answer: string }[]): Answer[] {
  return questions.flatMap((question) => {
    const given = typed.find((answer) => answer.key === question.key)?.answer ?? '';
    return given.trim() === '' ? [] : [{ key: question.key, question: question.question, answer: tidy(given) }];
  });
}
