import type { ApprovalKind, ApprovalRuleRowFragment, InvoiceApprovalNeed, InvoiceApprovalRuleInput, RulePeopleQuery } from '../../../gql/staff/graphql';
import { basisPointsOf, minorOf, typedAmount, typedShare } from '../../../lib/amounts';
import { moneyWords } from '../../../lib/format';

/** A step as it is typed: who is asked, whether one or all of them, how long they have, and who comes then. */
export interface TypedStep { key: string; approvers: string[]; need: InvoiceApprovalNeed; hours: string; then: string }
/** A rule as it is typed. Empty words ask for nothing. */
export interface TypedRule { kind: ApprovalKind; name: string; position: string; active: boolean; minTotal: string; clientId: string; authorUserId: string; discount: string; vendorId: string; accountCode: string; noneTwice: boolean; steps: TypedStep[] }
/** What cannot be read of it, and where. */
export interface RuleFault { readonly at: string; readonly words: string }

export const newStep = (key: string): TypedStep => ({ key, approvers: [], need: 'ANY', hours: '', then: '' });
export const newRule = (kind: ApprovalKind): TypedRule => ({ kind, name: '', position: '0', active: true, minTotal: '', clientId: '', authorUserId: '', discount: '', vendorId: '', accountCode: '', noneTwice: false, steps: [newStep('first')] });

/** A rule that stands, as it would be typed. */
export function typedRule(rule: ApprovalRuleRowFragment): TypedRule {
  return {
    kind: rule.kind, name: rule.name, position: String(rule.position), active: rule.active, minTotal: rule.minTotal ? typedAmount(rule.minTotal.minor, rule.minTotal.currency) : '', clientId: rule.forClientId ?? '', authorUserId: rule.authorId ?? '', discount: typedShare(rule.minDiscount), vendorId: rule.forVendorId ?? '',
    accountCode: rule.accountCode ?? '', noneTwice: rule.noneTwice, steps: rule.steps.map((step, at) => ({ key: String(at), approvers: [...step.approverUserIds], need: step.need, hours: step.deadlineHours ? String(step.deadlineHours) : '', then: step.escalateToUserId ?? '' })),
  };
}

/** What was typed, as the graph takes it; or the first thing that cannot be read. */
export function ruleOf(typed: TypedRule, currency: string): InvoiceApprovalRuleInput | RuleFault {
  const isBill = typed.kind === 'BILL';
  if (typed.name.trim() === '') return { at: 'name', words: 'Give the rule a name: it stands on each paper that it sends on its way.' };
  if (!/^\d{1,4}$/.test(typed.position.trim())) return { at: 'position', words: 'Give its place as a whole number; the lowest is asked first.' };
  const minTotalMinor = typed.minTotal.trim() === '' ? null : minorOf(typed.minTotal, currency);
  if (minTotalMinor === null && typed.minTotal.trim() !== '') return { at: 'minTotal', words: `«${typed.minTotal}» is no amount in ${currency}.` };
  const discount = typed.discount.trim() === '' ? null : basisPointsOf(typed.discount);
  if (discount === null && typed.discount.trim() !== '') return { at: 'discount', words: `«${typed.discount}» is no share of 0 to 100 percent.` };
  const late = typed.steps.findIndex(({ hours }) => hours.trim() !== '' && !/^[1-9]\d{0,3}$/.test(hours.trim()));
  if (late >= 0) return { at: `hours ${typed.steps[late]?.key ?? ''}`, words: 'Give the hours as a whole number, such as 48.' };
  return {
    name: typed.name.trim(), kind: typed.kind, position: Number(typed.position.trim()), clientId: typed.clientId || null, authorUserId: typed.authorUserId || null, minTotalMinor, currency: minTotalMinor === null ? null : currency,
    minDiscountBasisPoints: isBill ? null : discount, vendorId: isBill ? typed.vendorId || null : null, accountCode: isBill ? typed.accountCode.trim() || null : null, noneTwice: typed.noneTwice,
    steps: typed.steps.map(({ approvers, need, hours, then }) => ({ approverUserIds: approvers, need, deadlineHours: hours.trim() === '' ? null : Number(hours.trim()), escalateToUserId: then || null })),
  };
}

export const isRuleFault = (one: InvoiceApprovalRuleInput | RuleFault): one is RuleFault => 'at' in one;

/** Names of what a rule points at. */
export interface RuleNames { readonly person: (id: string) => string; readonly client: (id: string) => string; readonly vendor: (id: string) => string }

/** What rules and delegations point at, by name. */
export function namesOf(people: RulePeopleQuery | undefined): RuleNames {
  return {
    person: (id) => people?.users?.nodes.find((one) => one.id === id)?.name ?? 'somebody who left',
    client: (id) => people?.clients?.nodes.find((one) => one.id === id)?.displayName ?? 'one client',
    vendor: (id) => people?.vendors?.nodes.find((one) => one.id === id)?.name ?? 'one vendor',
  };
}

/** What is read aloud of a rule. */
export type ReadRule = Pick<ApprovalRuleRowFragment, 'kind' | 'minTotal' | 'forClientId' | 'forVendorId' | 'accountCode' | 'authorId' | 'minDiscount' | 'steps' | 'noneTwice'>;

/** A rule that is typed, as it will be read once it stands; null while something of it cannot be read. */
export function readBack(typed: TypedRule, currency: string): ReadRule | null {
  const input = ruleOf({ ...typed, name: typed.name.trim() || 'unnamed' }, currency);
  if (isRuleFault(input)) return null;
  const isBill = typed.kind === 'BILL';
  return {
    kind: typed.kind, minTotal: input.minTotalMinor ? { minor: String(input.minTotalMinor), currency } : null, forClientId: typed.clientId || null, forVendorId: isBill ? typed.vendorId || null : null, accountCode: input.accountCode ?? null, authorId: typed.authorUserId || null, minDiscount: input.minDiscountBasisPoints ?? null, noneTwice: typed.noneTwice,
    steps: typed.steps.map(({ approvers, need, then }, at) => ({ approverUserIds: approvers, need, deadlineHours: input.steps[at]?.deadlineHours ?? null, escalateToUserId: then || null })),
  };
}

/** When a rule applies, as one sentence: «Invoices from £5,000.00 on to Marlowe Ltd.» */
export function whenWords(rule: ReadRule, names: RuleNames): string {
  const parts = [
    rule.minTotal && `from ${moneyWords(rule.minTotal.minor, rule.minTotal.currency)} on`, rule.forClientId && `${rule.kind === 'BILL' ? 'for' : 'to'} ${names.client(rule.forClientId)}`, rule.forVendorId && `of ${names.vendor(rule.forVendorId)}`,
    rule.accountCode && `with a line on account ${rule.accountCode}`, rule.authorId && `${rule.kind === 'BILL' ? 'handed in' : 'written'} by ${names.person(rule.authorId)}`, rule.minDiscount && `with ${typedShare(rule.minDiscount)}% or more taken off`,
  ].filter(Boolean);
  return `${parts.length === 0 ? 'All ' : ''}${rule.kind === 'BILL' ? (parts.length === 0 ? 'bills' : 'Bills') : parts.length === 0 ? 'invoices' : 'Invoices'}${parts.length === 0 ? '' : ` ${parts.join(', ')}`}.`;
}

/** What a rule asks for, one sentence for each step. */
export function stepWords(rule: Pick<ApprovalRuleRowFragment, 'steps' | 'noneTwice'>, names: Pick<RuleNames, 'person'>): string[] {
  if (rule.steps.length === 0) return ['Nobody is asked; the name of the rule stands on each.'];
  const steps = rule.steps.map(({ approverUserIds: who, need, deadlineHours, escalateToUserId: then }) => {
    const people = who.map((id) => names.person(id));
    const asked = people.length === 0 ? 'Anybody else with the right agrees' : people.length === 1 ? `${people[0] ?? ''} agrees` : need === 'ALL' ? `${people.slice(0, -1).join(', ')} and ${people.at(-1) ?? ''} all agree` : `${people.slice(0, -1).join(', ')} or ${people.at(-1) ?? ''} agrees`;
    return `${asked}${deadlineHours ? ` within ${deadlineHours} hours; then ${then ? names.person(then) : 'anybody else with the right'} may` : ''}.`;
  });
  return rule.noneTwice ? [...steps, 'Nobody agrees in two of the steps.'] : steps;
}

/** Where the days of a delegation lie beside today. One that was taken back has no day on which it holds: its last lies before its first. */
export function delegationStanding({ fromOn, untilOn }: { readonly fromOn: string; readonly untilOn: string }, today: string): 'PLANNED' | 'NOW' | 'OVER' | 'TAKEN_BACK' {
  if (untilOn < fromOn) return 'TAKEN_BACK';
  if (untilOn < today) return 'OVER';
  return fromOn > today ? 'PLANNED' : 'NOW';
}
