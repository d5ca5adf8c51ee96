import { amount, counted, joined, mention, tell, text } from './facts.rules.js';
import type { StoredFact, Teller } from './sentence.types.js';
import { whenInWords } from './when.rules.js';

const run = (fact: StoredFact, label = 'its run') => mention(label, `/runs/${text(fact, 'runId')}`, 'its run');
const named = (fact: StoredFact) => text(fact, 'workflowName') || null;

/** How the facts of automations are told. */
export const automationTellers: Readonly<Record<string, Teller>> = {
  'workflow.run.started': (fact) => tell('started', { objects: [run(fact)], icon: 'bolt', tone: 'OURS', teller: named(fact) }),
  'workflow.run.waiting': (fact) => tell('waits', {
    objects: [], icon: 'clock', tone: 'THEIRS', teller: named(fact), fragment: 'waits',
    secondLine: joined(text(fact, 'reason'), text(fact, 'until') === '' ? '' : `Until ${whenInWords(text(fact, 'until'), 'UTC', fact.time)} UTC.`),
  }),
  'workflow.run.completed': (fact) => tell('finished', { objects: [run(fact)], icon: 'bolt', tone: 'DONE', teller: named(fact), secondLine: `${counted(amount(fact, 'stepCount'), 'step')}.` }),
  'workflow.run.stuck': (fact) => tell('is stuck and needs a person', {
    objects: [run(fact, 'see the run')], icon: 'alert-triangle', tone: 'BROKEN', teller: named(fact), fragment: 'stuck',
    secondLine: joined(text(fact, 'what'), text(fact, 'why'), text(fact, 'toDo')),
  }),
  'workflow.run.resumed': (fact) => tell('sent on', { objects: [run(fact, text(fact, 'workflowName') || 'a run')], icon: 'refresh', tone: 'OURS' }),
  'workflow.run.cancelled': (fact) => tell('ended', { objects: [run(fact, text(fact, 'workflowName') || 'a run')], icon: 'ban', secondLine: joined(text(fact, 'reason')) }),
  'workflow.run.failed': (fact) => tell('gave up', {
    objects: [run(fact)], icon: 'ban', tone: 'BROKEN', teller: named(fact), fragment: 'given up',
    secondLine: joined(text(fact, 'reason'), `${counted(amount(fact, 'undoneCount'), 'step')} taken back.`),
  }),
  'workflow.definition.published': (fact) => tell(`published version ${amount(fact, 'versionNo')} of`, { objects: [mention(text(fact, 'name'), '/automations', 'an automation')], icon: 'bolt' }),
  'workflow.definition.paused': (fact) => tell('paused', { objects: [mention(text(fact, 'name'), '/automations', 'an automation')], icon: 'player-pause' }),
};
