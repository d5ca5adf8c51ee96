import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { id, instant } from './shapes.js';

const run = { runId: id('run'), workflowId: id('wfl'), workflowName: z.string(), versionNo: z.number().int(), businessKey: z.string(), clientId: id('cli').nullable() };
export const versionPublished = defineEvent('workflow.definition.published', 1, 'A version of a workflow went live.',
  z.object({ workflowId: id('wfl'), versionId: id('wfv'), name: z.string(), versionNo: z.number().int() }));
export const workflowPaused = defineEvent('workflow.definition.paused', 1, 'A workflow takes no new triggers.',
  z.object({ workflowId: id('wfl'), name: z.string() }));
export const runStarted = defineEvent('workflow.run.started', 1, 'A workflow began for one occurrence.', z.object({ ...run, triggerEventId: z.string() }));
export const runWaiting = defineEvent('workflow.run.waiting', 1, 'A run waits for a time, an event, a person or a working provider.',
  z.object({ ...run, stepKey: z.string(), reason: z.string(), until: instant.nullable() }));
export const runCompleted = defineEvent('workflow.run.completed', 1, 'A run did all its steps.', z.object({ ...run, stepCount: z.number().int() }));
export const runStuck = defineEvent('workflow.run.stuck', 1, 'A run needs a person.',
  z.object({ ...run, stepKey: z.string(), what: z.string(), why: z.string(), toDo: z.string(), ownerUserId: id('usr').nullable() }));
export const runResumed = defineEvent('workflow.run.resumed', 1, 'A person sent a stuck run on from its step.', z.object({ ...run, stepKey: z.string() }));
export const runCancelled = defineEvent('workflow.run.cancelled', 1, 'A run was ended by a person.', z.object({ ...run, reason: z.string() }));
export const runFailed = defineEvent('workflow.run.failed', 1, 'A run was given up; what it had done was taken back where that could be done.',
  z.object({ ...run, reason: z.string(), undoneCount: z.number().int() }));
