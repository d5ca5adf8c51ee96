import { Ctx as Context, Field, FieldResolver, ID, Int, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import { DateScalar, type Ctx } from '@firmament/kit';
import { InvoiceLine } from '../invoice/invoice-line.entity.js';
import { lineageOf } from './lineage.js';
import type { LineageKind, LineageStep } from './lineage.types.js';

/** What a line leads back to. */
export const InvoiceLineageKind = { PLAN_ITEM: 'PLAN_ITEM', AGREEMENT: 'AGREEMENT', MILESTONE: 'MILESTONE', TIME: 'TIME', COST: 'COST', BILL: 'BILL' } as const satisfies Record<LineageKind, LineageKind>;
registerEnumType(InvoiceLineageKind, { name: 'InvoiceLineageKind', description: 'What a line of an invoice leads back to.', valuesConfig: {
  PLAN_ITEM: { description: 'An item of the plan.' }, AGREEMENT: { description: 'The agreement, and which of its lines.' }, MILESTONE: { description: 'A milestone that was reached.' }, TIME: { description: 'Time that was noted, and the task on which it was spent.' },
  COST: { description: 'What a bill of a vendor cost for the client.' }, BILL: { description: 'That bill.' } } });

@ObjectType({ description: 'One step from a line of an invoice back to what it bills.' })
export class InvoiceLineageStep implements LineageStep {
  @Field(() => InvoiceLineageKind, { description: 'What it is.' }) kind!: LineageKind;
  @Field(() => ID, { description: 'Its id.' }) id!: string;
  @Field(() => String, { nullable: true, description: 'What it is called, where that is known here and the onlooker may see it.' }) title!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The day on which it was worked, reached or billed; the first day of the period, for an item that recurs.' }) on!: string | null;
  @Field(() => ID, { nullable: true, description: 'The project.' }) projectId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The task on which time was spent.' }) taskId!: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the line of the agreement, under which its words say what was agreed.' }) agreementLineKey!: string | null;
  @Field(() => Int, { nullable: true, description: 'How many minutes, for time.' }) minutes!: number | null;
}

/** Where the lines of invoices come from. */
@Resolver(() => InvoiceLine)
export class InvoiceLineageResolver {
  @FieldResolver(() => [InvoiceLineageStep], { description: 'From the line back to what it bills: time and tasks, the milestone, what was spent, the item of the plan, and the line of the agreement.' })
  async lineage(@Root() line: InvoiceLine, @Context() ctx: Ctx): Promise<InvoiceLineageStep[]> {
    // Who is a client reads what an invoice says, and not how the firm came to it.
    ctx.demand('revenue.invoice.view');
    return (await lineageOf(ctx, line)).map((one) => Object.assign(new InvoiceLineageStep(), one));
  }
}
