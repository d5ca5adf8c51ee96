import { resolveName, unknownToken } from '../project/project-name.rules.js';
import { RecurrenceInvalid } from '../errors.js';
import { daysBefore, ruleFault, type Recurring } from './occurrences.rules.js';
import { periodKindOf, periodOf } from './period.rules.js';
import type { RecurrenceOccurrence } from './recurrence.inputs.js';

/** What names and periods of a rule follow from. */
export interface Naming extends Recurring { readonly name: string; readonly daysAhead: number; readonly fiscalYearStartMonth: number; readonly periodOffset: number }

const tokens = ['client', 'period', 'year', 'month', 'quarter', 'fiscalYear', 'fiscalQuarter'];

/** Refuses a rule that gives no day, and a name that nothing could be put into. */
export function demandRule(rule: Naming): void {
  const fault = ruleFault(rule);
  if (fault) throw new RecurrenceInvalid(fault);
  const unknown = unknownToken(rule.name, tokens);
  if (unknown) throw new RecurrenceInvalid(`«${unknown}» is no token; use ${tokens.map((token) => `{${token}}`).join(', ')}.`, 'input.name');
}

/** One day of a rule with its period, its name and the day on which it is laid out. */
export function occurrenceOn(rule: Naming, on: string, client: string | null): RecurrenceOccurrence {
  const period = periodOf(on, periodKindOf(rule.rrule), { startMonth: rule.fiscalYearStartMonth, offset: rule.periodOffset });
  return { on, periodKey: period.key, period: period.words, name: resolveName(rule.name, { ...period.tokens, client }), createdOn: daysBefore(on, rule.daysAhead) };
}
