import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { checkFirst, isId, Money, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { Bill } from '../bill/bill.entity.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { Payer } from '../payer/payer.entity.js';
import { payerId } from '../payer/on-names.js';
import { Approval } from './approval.entity.js';
import { readDelegatorsOf } from './delegations.js';
import { inboxPaper } from './inbox-paper.js';
import { changesSince, historyOf, namedAmong, whyNot, type InboxView } from './inbox.rules.js';
import { inboxPage } from './inbox.sql.js';
import { ApprovalChange, ApprovalItem, ApprovalItemConnection, ApprovalMoment, ApprovalView } from './inbox.types.js';

@ArgsType()
export class ApprovalsArgs extends PageArgs {
  @Field(() => ApprovalView, { defaultValue: 'MINE', description: 'Which part of the inbox.' }) view!: InboxView;
}

const kindsFor = (ctx: Ctx): string[] => [...(ctx.can('revenue.invoice.view') ? ['INVOICE'] : []), ...(ctx.can('revenue.bill.view') ? ['BILL'] : [])];

/** An approval as a row of the inbox. */
function itemOf(approval: Approval): ApprovalItem {
  const { id, kind, state, ruleName, stepNo, dueAt, contentHash, askedById, askedByName, createdAt } = approval;
  return Object.assign(new ApprovalItem(), {
    approval, id, kind, subjectId: approval.paperId, state, ruleName, stepNo, stepCount: approval.steps.length, waitingForUserIds: namedAmong(approval.waitingFor), askedBy: askedByName, askedByUserId: askedById, askedAt: createdAt, dueAt, contentHash,
  });
}

const asPage = (page: Page<Approval>): Page<ApprovalItem> => ({
  edges: page.edges.map(({ cursor, node }) => ({ cursor, node: itemOf(node) })), nodes: page.nodes.map(itemOf), pageInfo: page.pageInfo, get totalCount() { return page.totalCount; },
});

/** Why the onlooker cannot decide; null when they can. Whom they stand for is read once for a page. */
const delegators = new WeakMap<object, Promise<string[]>>();
async function reasonOf(ctx: Ctx, { approval }: ApprovalItem): Promise<string | null> {
  const mine = delegators.get(ctx) ?? readDelegatorsOf(ctx, ctx.actor.id);
  delegators.set(ctx, mine);
  const authorIds = approval.authorIds ?? (await inboxPaper(ctx, approval))?.authorIds ?? [];
  const { kind, state, stepNo, steps, decisions, noneTwice, waitingFor } = approval;
  const mayApprove = ctx.actor.kind === 'staff' && ctx.can(kind === 'INVOICE' ? 'revenue.invoice.approve' : 'revenue.bill.approve');
  return whyNot({ kind, state, stepNo, steps, decisions, noneTwice, waitingFor, authorIds }, { id: ctx.actor.id, delegators: await mine, mayApprove });
}

/** All approvals of the same paper, through a loader. */
const siblings = (ctx: Ctx, approval: Approval): Promise<Approval[]> =>
  ctx.read.children(Approval, approval.kind === 'INVOICE' ? 'invoiceId' : 'billId', approval.paperId, { orderBy: { createdAt: 'ASC', id: 'ASC' } });

/** One inbox for all that people must agree to. */
@Resolver(() => ApprovalItem)
export class ApprovalInboxResolver {
  @Authorized('revenue.approval.view')
  @Query(() => ApprovalItemConnection, { description: 'What somebody must agree to, invoices and bills in one list; the oldest on top, but for what was decided.' })
  async approvals(@Args(() => ApprovalsArgs) args: ApprovalsArgs, @Context() ctx: Ctx): Promise<Page<ApprovalItem>> {
    const query = { view: args.view, me: ctx.actor.id, delegators: await readDelegatorsOf(ctx, ctx.actor.id), kinds: kindsFor(ctx) };
    return asPage(await inboxPage(ctx, query, { first: checkFirst(args.first), after: args.after ?? null }));
  }

  @Authorized('revenue.approval.view')
  @Query(() => ApprovalItem, { description: 'One approval, with what is another since the last time and what was said.' })
  async approval(@Arg('id', () => ID, { description: 'The approval.' }) id: string, @Context() ctx: Ctx): Promise<ApprovalItem> {
    const found = isId('iap', id) ? await ctx.read.load(Approval, id) : null;
    if (!found || !kindsFor(ctx).includes(found.kind)) throw new NotFound();
    return itemOf(found);
  }

  @FieldResolver(() => String, { description: 'What it is about, in a few words.' })
  async title(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<string> { return (await inboxPaper(ctx, item.approval))?.title ?? ''; }
  @FieldResolver(() => String, { nullable: true, description: 'What the client is called: whom an invoice is to, or whom alone a bill is for.' })
  async clientName(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<string | null> {
    const clientId = (await inboxPaper(ctx, item.approval))?.clientId;
    return clientId ? ((await ctx.read.load(Payer, payerId(clientId)))?.displayName ?? null) : null;
  }
  @FieldResolver(() => String, { nullable: true, description: 'What the vendor of a bill is called.' })
  async vendorName(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<string | null> { return (await inboxPaper(ctx, item.approval))?.vendorName ?? null; }
  @FieldResolver(() => Money, { nullable: true, description: 'How much, with tax; below nothing for what a vendor gives back.' })
  async amount(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<Money | null> {
    const paper = await inboxPaper(ctx, item.approval);
    return paper?.currency && paper.totalMinor !== null ? Money.of(paper.totalMinor, paper.currency) : null;
  }
  @FieldResolver(() => Int, { description: 'The version of the invoice or bill; send it back as `ifVersion`.' })
  async version(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<number> { return (await inboxPaper(ctx, item.approval))?.version ?? 0; }
  @FieldResolver(() => Boolean, { description: 'True when you may decide now.' })
  async mayDecide(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<boolean> { return (await reasonOf(ctx, item)) === null; }
  @FieldResolver(() => String, { nullable: true, description: 'Why you cannot decide; null when you can.' })
  why(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<string | null> { return reasonOf(ctx, item); }
  @FieldResolver(() => [ApprovalChange], { nullable: true, description: 'What is another since somebody was last asked about it; null the first time.' })
  async changes(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<ApprovalChange[] | null> {
    return changesSince(await siblings(ctx, item.approval), item.approval)?.map((one) => Object.assign(new ApprovalChange(), one)) ?? null;
  }
  @FieldResolver(() => [ApprovalMoment], { description: 'What happened to the paper among the people who must agree, in turn.' })
  async history(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<ApprovalMoment[]> {
    return historyOf(await siblings(ctx, item.approval)).map(({ byId, forId, ...rest }) => Object.assign(new ApprovalMoment(), { ...rest, byUserId: byId, forUserId: forId }));
  }
  @FieldResolver(() => Approval, { description: 'The approval itself, with its route.' })
  route(@Root() item: ApprovalItem): Approval { return item.approval; }
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice; null for a bill.' })
  async invoice(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<Invoice | null> { return ctx.read.load(Invoice, item.approval.invoiceId); }
  @FieldResolver(() => Bill, { nullable: true, description: 'The bill; null for an invoice.' })
  async bill(@Root() item: ApprovalItem, @Context() ctx: Ctx): Promise<Bill | null> { return ctx.read.load(Bill, item.approval.billId); }
}

/** The approval of a paper that is open, as its own page shows it. */
const openOf = async (ctx: Ctx, key: 'invoiceId' | 'billId', id: string): Promise<ApprovalItem | null> => {
  const open = (await ctx.read.children(Approval, key, id, { orderBy: { createdAt: 'ASC', id: 'ASC' } })).find((one) => one.state === 'OPEN');
  return open ? itemOf(open) : null;
};

/** Invoices and the approval that is open. */
@Resolver(() => Invoice)
export class OpenApprovalOfInvoiceResolver {
  @FieldResolver(() => ApprovalItem, { nullable: true, description: 'The approval that is open, with who may decide and what is another; null where nobody has to.' })
  openApproval(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<ApprovalItem | null> { return openOf(ctx, 'invoiceId', invoice.id); }
}
/** Bills and the approval that is open. */
@Resolver(() => Bill)
export class OpenApprovalOfBillResolver {
  @FieldResolver(() => ApprovalItem, { nullable: true, description: 'The approval that is open, with who may decide and what is another; null where nobody has to.' })
  openApproval(@Root() bill: Bill, @Context() ctx: Ctx): Promise<ApprovalItem | null> { return openOf(ctx, 'billId', bill.id); }
}
