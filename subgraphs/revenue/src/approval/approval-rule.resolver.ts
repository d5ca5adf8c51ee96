import { Arg, Authorized, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Money, NotFound, type Ctx } from '@firmament/kit';
import { RuleInvalid } from '../errors.js';
import { mostMinor } from '../invoice/amount.rules.js';
import { Vendor } from '../vendor/vendor.entity.js';
import { ApprovalKind } from './approval.entity.js';
import { ApprovalRule } from './approval-rule.entity.js';
import { ChangeInvoiceApprovalRuleInput, InvoiceApprovalRuleInput } from './approval.inputs.js';
import { InvoiceApprovalStep, shownStep } from './approval.resolver.js';
import type { PaperKind } from './approval.types.js';

/** What an input says, checked as a whole. */
async function wordsOf(ctx: Ctx, input: InvoiceApprovalRuleInput) {
  if (input.vendorId && !(await ctx.em.findOne(Vendor, { id: input.vendorId }))) throw new NotFound('This vendor is not known here.', 'input.vendorId');
  const minTotalMinor = input.minTotalMinor === null || input.minTotalMinor === undefined ? null : BigInt(input.minTotalMinor);
  if ((minTotalMinor === null) !== (!input.currency)) throw new RuleInvalid('a total has a currency, and a currency a total', 'input.currency');
  if (minTotalMinor !== null && (minTotalMinor < 0n || minTotalMinor > mostMinor)) throw new RuleInvalid('a total is nothing or more', 'input.minTotalMinor');
  if (minTotalMinor !== null && input.currency) Money.of(minTotalMinor, input.currency);
  if (input.kind === 'INVOICE' && (input.vendorId || input.accountCode)) throw new RuleInvalid('vendors and accounts are for bills', 'input.vendorId');
  if (input.kind === 'BILL' && input.minDiscountBasisPoints) throw new RuleInvalid('discounts are for invoices', 'input.minDiscountBasisPoints');
  if (input.clientId) await ctx.clientExists(input.clientId);
  const steps = input.steps.map((step) => ({ approverIds: [...new Set(step.approverUserIds)], need: step.need, deadlineHours: step.deadlineHours ?? null, escalateToId: step.escalateToUserId ?? null }));
  return { name: input.name.trim(), position: input.position, forClientId: input.clientId ?? null, forVendorId: input.vendorId ?? null, accountCode: input.accountCode ?? null, noneTwice: input.noneTwice, authorId: input.authorUserId ?? null, minTotalMinor, currency: input.currency ?? null, minDiscount: input.minDiscountBasisPoints ?? null, steps };
}

/** The matrix of who has to agree to what. */
@Resolver(() => ApprovalRule)
export class InvoiceApprovalRuleResolver {
  @Authorized('revenue.rule.view')
  @Query(() => [ApprovalRule], { description: 'The rules of approval, in the order in which they are asked. Where none applies, one other person has to agree.' })
  invoiceApprovalRules(@Context() ctx: Ctx, @Arg('kind', () => ApprovalKind, { defaultValue: 'INVOICE', description: 'About which papers.' }) kind: PaperKind): Promise<ApprovalRule[]> { return ctx.read.rows(ApprovalRule, { kind }, { orderBy: { position: 'ASC', id: 'ASC' }, limit: 200 }); }

  @Authorized('revenue.rule.edit')
  @Mutation(() => ApprovalRule, { description: 'Adds a rule of approval.' })
  async createInvoiceApprovalRule(@Arg('input', () => InvoiceApprovalRuleInput, { description: 'The rule.' }) input: InvoiceApprovalRuleInput, @Context() ctx: Ctx): Promise<ApprovalRule> {
    const rule = ctx.em.create(ApprovalRule, { id: ctx.newId('apl'), tenantId: ctx.actor.tenantId ?? '', version: 1, active: true, kind: input.kind, createdAt: ctx.now, ...await wordsOf(ctx, input) });
    ctx.em.persist(rule);
    return rule;
  }

  @Authorized('revenue.rule.edit')
  @Mutation(() => ApprovalRule, { description: 'Changes a rule of approval. Routes that were laid down stay as they are.' })
  async changeInvoiceApprovalRule(@Arg('input', () => ChangeInvoiceApprovalRuleInput, { description: 'Which, and what it says now.' }) input: ChangeInvoiceApprovalRuleInput, @Context() ctx: Ctx): Promise<ApprovalRule> {
    const rule = await ctx.load(ApprovalRule, input.ruleId, { ifVersion: input.ifVersion ?? null });
    if (input.kind !== rule.kind) throw new RuleInvalid('a rule keeps its kind; add another one', 'input.kind');
    Object.assign(rule, await wordsOf(ctx, input), { active: input.active });
    return rule;
  }

  @FieldResolver(() => Money, { nullable: true, description: 'Only from this total on.' })
  minTotal(@Root() rule: ApprovalRule): Money | null { return rule.minTotalMinor === null || rule.currency === null ? null : Money.of(BigInt(rule.minTotalMinor), rule.currency); }
  @FieldResolver(() => [InvoiceApprovalStep], { description: 'The steps, one after the other.' })
  steps(@Root() rule: ApprovalRule): InvoiceApprovalStep[] { return rule.steps.map(shownStep); }
}
