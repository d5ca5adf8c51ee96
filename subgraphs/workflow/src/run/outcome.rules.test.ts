import { describe, expect, it } from '@jest/globals';
import { alarmFor } from './alarm.rules.js';
import { outcomeOf, type Answer } from './outcome.rules.js';

const answer = (body: Answer['body'], more: Partial<Answer> = {}): Answer => ({ status: 200, retryAfter: null, body, ...more });
const refusal = (code: string, more: object = {}) => answer({ data: null, errors: [{ message: 'No.', extensions: { code, ...more } }] });
const made = (value: string) => value === 'cli_made';
const input = { clientId: 'cli_made', templateId: 'ftp_gone' };
const kindOf = (one: Answer) => outcomeOf(one, 'act', input, made).kind;

describe('an answer', () => {
  it('with the thing in it is done, even if something beside it failed', () => {
    expect(outcomeOf(answer({ data: { act: { id: 1 } }, errors: [{ message: 'a panel' }] }), 'act', input, made)).toEqual({ kind: 'done', output: { id: 1 } });
  });

  it.each(['BAD_USER_INPUT', 'FORBIDDEN', 'IDEMPOTENCY_MISMATCH'])('of %s is for a person at once', (code) => expect(kindOf(refusal(code))).toBe('permanent'));
  it.each(['CONFLICT', 'INTERNAL', 'RATE_LIMITED', 'UNAUTHENTICATED'])('of %s is tried again', (code) => expect(kindOf(refusal(code))).toBe('retry'));

  it('of NOT_FOUND is tried again only for what this run made', () => {
    expect(kindOf(refusal('NOT_FOUND'))).toBe('retry');
    expect(kindOf(refusal('NOT_FOUND', { field: 'input.clientId' }))).toBe('retry');
    expect(kindOf(refusal('NOT_FOUND', { field: 'input.templateId' }))).toBe('permanent');
    expect(outcomeOf(refusal('NOT_FOUND'), 'act', { templateId: 'ftp_gone' }, made).kind).toBe('permanent');
  });

  it('without a body, or with a time to wait, is tried again after that time', () => {
    expect(outcomeOf(answer(null, { status: 503, retryAfter: '7' }), 'act', input, made)).toMatchObject({ kind: 'retry', retryAfterMs: 7_000 });
    expect(outcomeOf(refusal('RATE_LIMITED', { retryAfter: 12 }), 'act', input, made)).toMatchObject({ kind: 'retry', retryAfterMs: 12_000 });
  });

  it('that the owner left is neither a failure nor a success', () => expect(kindOf(refusal('FORBIDDEN', { reason: 'WORKFLOW_OWNER_INACTIVE' }))).toBe('ownerInactive'));
});

describe('an alarm', () => {
  it('says in words what happened, why, what was done, what not, and what to do', () => {
    expect(alarmFor({
      stepKey: 'folders', stepName: 'Lay out the folders', action: 'createFoldersFromTemplate', code: 'NOT_FOUND', sentence: 'There is no such folder template.',
      ownerName: 'Ines Calder', attempts: 1, done: ['Find or create the client'], notDone: ['Mail the client'],
    })).toEqual({
      stepKey: 'folders', code: 'NOT_FOUND', causeKey: 'createFoldersFromTemplate:NOT_FOUND', what: '«Lay out the folders» was not done: there is no such folder template.',
      why: 'A record that this step needs is not there.', did: 'Done: Find or create the client.', didNot: 'Not done: Lay out the folders, Mail the client.', toDo: 'Put the record right, then resume.',
    });
  });
});
