/** What a person needs to know about a stuck run, in plain words. */
export interface Alarm {
  stepKey: string;
  code: string;
  /** Runs with the same cause are shown together. */
  causeKey: string;
  what: string;
  why: string;
  did: string;
  didNot: string;
  toDo: string;
}

/** What is known when a step gives up. */
export interface Trouble {
  stepKey: string;
  stepName: string;
  action: string;
  code: string;
  sentence: string;
  field?: string | undefined;
  permission?: string | undefined;
  ownerName: string;
  attempts: number;
  done: readonly string[];
  notDone: readonly string[];
}

/** Says what happened, what did not, and what to do. */
export function alarmFor(trouble: Trouble): Alarm {
  return {
    stepKey: trouble.stepKey, code: trouble.code, causeKey: `${trouble.action}:${trouble.code}`,
    what: `«${trouble.stepName}» was not done: ${lower(trouble.sentence)}`,
    why: whyOf(trouble), did: trouble.done.length > 0 ? `Done: ${trouble.done.join(', ')}.` : 'No step was done.',
    didNot: `Not done: ${[trouble.stepName, ...trouble.notDone].join(', ')}.`, toDo: toDoOf(trouble),
  };
}

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function whyOf(trouble: Trouble): string {
  if (trouble.code === 'FORBIDDEN') return `The workflow acts with the rights of ${trouble.ownerName}, who lacks «${trouble.permission ?? trouble.action}» today.`;
  if (trouble.code === 'BAD_USER_INPUT') return trouble.field ? `What was sent for «${trouble.field}» was refused; it would be refused again.` : 'What was sent was refused; it would be refused again.';
  if (trouble.code === 'NOT_FOUND') return 'A record that this step needs is not there.';
  if (trouble.code === 'IDEMPOTENCY_MISMATCH') return 'This step was sent before with other contents.';
  if (trouble.code === 'EXPRESSION') return 'The workflow could not work out what to send.';
  return `It was tried ${trouble.attempts} times and did not pass.`;
}

function toDoOf(trouble: Trouble): string {
  if (trouble.code === 'FORBIDDEN') return `Give ${trouble.ownerName} that right or hand the workflow to somebody who has it, then resume.`;
  if (trouble.code === 'BAD_USER_INPUT' || trouble.code === 'NOT_FOUND') return 'Put the record right, then resume.';
  if (trouble.code === 'EXPRESSION' || trouble.code === 'IDEMPOTENCY_MISMATCH') return 'Correct the workflow and publish it; this run keeps its version and can be cancelled.';
  return 'Resume when the other side works again.';
}
