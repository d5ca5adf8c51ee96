import type { Decision, RouteStep, RuleConditions, RuleStep, ToApprove } from './approval.types.js';

/** Everybody with the right may decide. */
export const anybody = '*';

/** True when all that a rule names holds. An amount speaks of its own currency alone. */
export function applies(rule: RuleConditions, paper: ToApprove): boolean {
  if (rule.forClientId !== null && !paper.clientIds.includes(rule.forClientId)) return false;
  if (rule.authorId !== null && !paper.authorIds.includes(rule.authorId)) return false;
  if (rule.forVendorId !== null && rule.forVendorId !== paper.vendorId) return false;
  if (rule.accountCode !== null && !paper.accountCodes.includes(rule.accountCode)) return false;
  if (rule.minTotalMinor !== null && (rule.currency !== paper.currency || paper.totalMinor < BigInt(rule.minTotalMinor))) return false;
  return rule.minDiscount === null || paper.discountShare >= rule.minDiscount;
}

/** What holds where no rule applies: one other person. */
const fourEyes: readonly RuleStep[] = [{ approverIds: [], need: 'ANY', deadlineHours: null, escalateToId: null }];

/** A person who is asked in one step is left out of those after it. */
function eachOnce(steps: readonly RouteStep[]): RouteStep[] {
  const asked = new Set<string>();
  return steps.map((step) => {
    const approverIds = step.approverIds.filter((id) => !asked.has(id));
    for (const id of approverIds) asked.add(id);
    return { ...step, approverIds };
  });
}

/** The route of a paper: that of the first rule that applies. Authors are taken out of it; a step that loses all its people is anybody's. */
export function routeOf<R extends RuleConditions & { readonly steps: readonly RuleStep[]; readonly noneTwice?: boolean }>(rules: readonly R[], paper: ToApprove): { readonly rule: R | null; readonly steps: RouteStep[] } {
  const rule = rules.find((one) => applies(one, paper)) ?? null;
  const other = (id: string): boolean => !paper.authorIds.includes(id);
  const steps = (rule?.steps ?? fourEyes).map((step) => ({ ...step, approverIds: step.approverIds.filter(other), escalateToId: step.escalateToId !== null && other(step.escalateToId) ? step.escalateToId : null, escalated: false }));
  return { rule, steps: rule?.noneTwice ? eachOnce(steps) : steps };
}

const named = (step: RouteStep): string[] => [...new Set([...step.approverIds, ...(step.escalated && step.escalateToId !== null ? [step.escalateToId] : [])])];
const isOpen = (step: RouteStep): boolean => step.approverIds.length === 0 || (step.escalated && step.escalateToId === null);
const agreed = (stepNo: number, decisions: readonly Decision[]): Decision[] => decisions.filter((one) => one.stepNo === stepNo && one.approved);

/** Who may decide a step now. */
export const waitingFor = (step: RouteStep, stepNo: number, decisions: readonly Decision[]): string[] =>
  (isOpen(step) ? [anybody] : named(step).filter((id) => !agreed(stepNo, decisions).some((one) => one.forId === id)));

/** True when enough people have agreed. Whoever a step was escalated to decides it alone. */
export function isDone(step: RouteStep, stepNo: number, decisions: readonly Decision[]): boolean {
  const yes = agreed(stepNo, decisions);
  if (yes.length === 0) return false;
  if (step.need === 'ANY' || isOpen(step)) return true;
  if (step.escalated && yes.some((one) => one.forId === step.escalateToId)) return true;
  return step.approverIds.every((id) => yes.some((one) => one.forId === id));
}

/** In whose place a person decides a step: their own, or that of somebody who handed it to them; null when it is not theirs. Nobody counts twice in a step. */
export function standsFor(step: RouteStep, at: { readonly stepNo: number; readonly decisions: readonly Decision[] }, who: { readonly id: string; readonly delegators: readonly string[] }): string | null {
  if (agreed(at.stepNo, at.decisions).some((one) => one.byId === who.id)) return null;
  const open = waitingFor(step, at.stepNo, at.decisions);
  if (open.includes(anybody)) return who.id;
  return [who.id, ...who.delegators].find((id) => open.includes(id)) ?? null;
}

/** What is asked about a person and a route. */
export interface Seats { readonly stepNo: number; readonly steps: readonly RouteStep[]; readonly decisions: readonly Decision[]; readonly noneTwice: boolean }

/** True when a route forbids that somebody agrees in two of its steps, and this person has in another one. */
export const hasAgreedBefore = (route: Seats, personId: string): boolean => route.noneTwice && route.decisions.some((one) => one.byId === personId && one.approved && one.stepNo !== route.stepNo);

/** In whose place a person decides the step whose turn it is; null when it is not theirs. */
export function seatIn(route: Seats, who: { readonly id: string; readonly delegators: readonly string[] }): string | null {
  const step = route.steps[route.stepNo];
  return step && !hasAgreedBefore(route, who.id) ? standsFor(step, route, who) : null;
}

/** A person who left is replaced by whom they handed their approvals to, or by nobody in particular. */
export function without<S extends RuleStep>(step: S, goneId: string, deputies: readonly string[]): S {
  if (!step.approverIds.includes(goneId) && step.escalateToId !== goneId) return step;
  const approverIds = [...new Set(step.approverIds.flatMap((id) => (id === goneId ? deputies : [id])))];
  return { ...step, approverIds, escalateToId: step.escalateToId === goneId ? (deputies[0] ?? null) : step.escalateToId };
}
