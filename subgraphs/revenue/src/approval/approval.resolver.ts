import { Authorized, Ctx as Context, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { uuidToId } from '@firmament/events';
import { DateTimeScalar, type Ctx } from '@firmament/kit';
import { Invoice } from '../invoice/invoice.entity.js';
import { Approval } from './approval.entity.js';
import { ApprovalNeed } from './approval-rule.entity.js';
import type { RuleStep, StepNeed } from './approval.types.js';
import { readDelegatorsOf } from './delegations.js';
import { anybody } from './route.rules.js';

@ObjectType({ description: 'One step of a route.' })
export class InvoiceApprovalStep {
  @Field(() => [ID], { description: 'Who is asked; anybody with the right when nobody is named.' }) approverUserIds!: string[];
  @Field(() => ApprovalNeed, { description: 'Whether all of them must agree.' }) need!: StepNeed;
  @Field(() => Int, { nullable: true, description: 'In how many hours it should be decided.' }) deadlineHours!: number | null;
  @Field(() => ID, { nullable: true, description: 'Who may decide when that time is up.' }) escalateToUserId!: string | null;
  @Field(() => Boolean, { description: 'True once that time was up.' }) escalated!: boolean;
}
@ObjectType({ description: 'What somebody decided, and on which words.' })
export class InvoiceApprovalDecision {
  @Field(() => Int, { description: 'In which step, from 0.' }) stepNo!: number;
  @Field(() => ID, { description: 'Who decided.' }) byUserId!: string;
  @Field(() => String, { description: 'What they are called.' }) byName!: string;
  @Field(() => ID, { description: 'In whose place: their own, or that of somebody who handed it to them.' }) forUserId!: string;
  @Field(() => Boolean, { description: 'True for a yes.' }) approved!: boolean;
  @Field(() => Boolean, { description: 'True for a no that only asks for other words.' }) asksChanges!: boolean;
  @Field(() => String, { nullable: true, description: 'What they said.' }) comment!: string | null;
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date;
  @Field(() => String, { description: 'SHA-256 of the words that they saw.' }) contentHash!: string;
}

/** A step as people read it. */
export const shownStep = (step: RuleStep & { readonly escalated?: boolean }): InvoiceApprovalStep =>
  Object.assign(new InvoiceApprovalStep(), { approverUserIds: [...step.approverIds], need: step.need, deadlineHours: step.deadlineHours, escalateToUserId: step.escalateToId, escalated: step.escalated ?? false });

/** Approvals as people read them. */
@Resolver(() => Approval)
export class InvoiceApprovalResolver {
  @Authorized('revenue.invoice.approve')
  @Query(() => [Approval], { description: 'Invoices that wait for your yes or no, or for that of somebody who handed theirs to you; the oldest on top, at most 200.' })
  async approvalsAwaitingMe(@Context() ctx: Ctx): Promise<Approval[]> {
    const me = ctx.actor.id;
    const seats = [anybody, me, ...await readDelegatorsOf(ctx, me)];
    const rows = await ctx.read.sql<{ id: string }>(
      `select a.id from revenue.approvals a join revenue.invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
       where a.state = 'OPEN' and a.kind = 'INVOICE' and a.waiting_for ?| $1::text[] and not i.author_ids ? $2 order by a.created_at, a.id limit 200`, [seats, me]);
    const found = await Promise.all(rows.map((row) => ctx.read.load(Approval, uuidToId('iap', row.id))));
    return found.filter((one): one is Approval => one !== null && !one.decisions.some((decision) => decision.stepNo === one.stepNo && decision.byId === me));
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice; null for the approval of a bill.' })
  async invoice(@Root() approval: Approval, @Context() ctx: Ctx): Promise<Invoice | null> { return ctx.read.load(Invoice, approval.invoiceId); }
  @FieldResolver(() => [InvoiceApprovalStep], { description: 'The route, as it was laid down.' })
  steps(@Root() approval: Approval): InvoiceApprovalStep[] { return approval.steps.map(shownStep); }
  @FieldResolver(() => [InvoiceApprovalDecision], { description: 'What was decided, in turn.' })
  decisions(@Root() approval: Approval): InvoiceApprovalDecision[] {
    return approval.decisions.map(({ byId, forId, at, ...rest }) => Object.assign(new InvoiceApprovalDecision(), { ...rest, asksChanges: rest.asksChanges ?? false, byUserId: byId, forUserId: forId, at: new Date(at) }));
  }
  @FieldResolver(() => [ID], { description: 'Who may decide now; empty where anybody with the right may, and where nothing is open.' })
  waitingForUserIds(@Root() approval: Approval): string[] { return approval.waitingFor.filter((one) => one !== anybody); }
}

/** The approvals of an invoice. */
@Resolver(() => Invoice)
export class ApprovalsOfInvoiceResolver {
  @FieldResolver(() => [Approval], { description: 'Each time it was sent to approval, the newest first.' })
  approvals(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<Approval[]> { return ctx.read.children(Approval, 'invoiceId', invoice.id, { orderBy: { createdAt: 'DESC', id: 'DESC' } }); }
}
