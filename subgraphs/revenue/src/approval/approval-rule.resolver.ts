import { Arg, Authorized, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Money, type Ctx } from '@firmament/kit';
import { RuleInvalid } from '../errors.js';
import { mostMinor } from '../invoice/amount.rules.js';
import { InvoiceApprovalRule } from './approval-rule.entity.js';
import { ChangeInvoiceApprovalRuleInput, InvoiceApprovalRuleInput } from './approval.inputs.js';
import { InvoiceApprovalStep, shownStep } from './approval.resolver.js';

/** What an input says, checked as a whole. */
async function wordsOf(ctx: Ctx, input: InvoiceApprovalRuleInput) {
  const minTotalMinor = input.minTotalMinor === null || input.minTotalMinor === undefined ? null : BigInt(input.minTotalMinor);
  if ((minTotalMinor === null) !== (!input.currency)) throw new RuleInvalid('a total has a currency, and a currency a total', 'input.currency');
  if (minTotalMinor !== null && (minTotalMinor < 0n || minTotalMinor > mostMinor)) throw new RuleInvalid('a total is nothing or more', 'input.minTotalMinor');
  if (minTotalMinor !== null && input.currency) Money.of(minTotalMinor, input.currency);
  if (input.clientId) await ctx.clientExists(input.clientId);
  const steps = input.steps.map((step) => ({ approverIds: [...new Set(step.approverUserIds)], need: step.need, deadlineHours: step.deadlineHours ?? null, escalateToId: step.escalateToUserId ?? null }));
  return { name: input.name.trim(), position: input.position, forClientId: input.clientId ?? null, authorId: input.authorUserId ?? null, minTotalMinor, currency: input.currency ?? null, minDiscount: input.minDiscountBasisPoints ?? null, steps };
}

/** The matrix of who has to agree to what. */
@Resolver(() => InvoiceApprovalRule)
export class InvoiceApprovalRuleResolver {
  @Authorized('revenue.rule.view')
  @Query(() => [InvoiceApprovalRule], { description: 'The rules of approval, in the order in which they are asked. Where none applies, one other person has to agree.' })
  invoiceApprovalRules(@Context() ctx: Ctx): Promise<InvoiceApprovalRule[]> { return ctx.read.rows(InvoiceApprovalRule, {}, { orderBy: { position: 'ASC', id: 'ASC' }, limit: 200 }); }

  @Authorized('revenue.rule.edit')
  @Mutation(() => InvoiceApprovalRule, { description: 'Adds a rule of approval.' })
  async createInvoiceApprovalRule(@Arg('input', () => InvoiceApprovalRuleInput, { description: 'The rule.' }) input: InvoiceApprovalRuleInput, @Context() ctx: Ctx): Promise<InvoiceApprovalRule> {
    const rule = ctx.em.create(InvoiceApprovalRule, { id: ctx.newId('apl'), tenantId: ctx.actor.tenantId ?? '', version: 1, active: true, createdAt: ctx.now, ...await wordsOf(ctx, input) });
    ctx.em.persist(rule);
    return rule;
  }

  @Authorized('revenue.rule.edit')
  @Mutation(() => InvoiceApprovalRule, { description: 'Changes a rule of approval. Routes that were laid down stay as they are.' })
  async changeInvoiceApprovalRule(@Arg('input', () => ChangeInvoiceApprovalRuleInput, { description: 'Which, and what it says now.' }) input: ChangeInvoiceApprovalRuleInput, @Context() ctx: Ctx): Promise<InvoiceApprovalRule> {
    const rule = await ctx.load(InvoiceApprovalRule, input.ruleId, { ifVersion: input.ifVersion ?? null });
    Object.assign(rule, await wordsOf(ctx, input), { active: input.active });
    return rule;
  }

  @FieldResolver(() => Money, { nullable: true, description: 'Only from this total on.' })
  minTotal(@Root() rule: InvoiceApprovalRule): Money | null { return rule.minTotalMinor === null || rule.currency === null ? null : Money.of(BigInt(rule.minTotalMinor), rule.currency); }
  @FieldResolver(() => [InvoiceApprovalStep], { description: 'The steps, one after the other.' })
  steps(@Root() rule: InvoiceApprovalRule): InvoiceApprovalStep[] { return rule.steps.map(shownStep); }
}
