import { IsOptional, Matches } from 'class-validator';
import { Args, ArgsType, Authorized, Ctx as Context, Field, ID, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import { idToUuid, isId, uuidToId } from '@firmament/events';
import { Audience, CurrencyCodeScalar, DateScalar, Invalid, Money, type Ctx } from '@firmament/kit';
import { dayIn, daysPast } from '../invoice/terms.rules.js';
import { readSettings } from '../settings/settings-of.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern, clientIdWords } from '../text.rules.js';
import { agedOf, movementsOf } from './receivable.sql.js';
import { statementOf, type Entry, type StatementKind } from './statement.rules.js';

/** What moves what a client owes. */
export const StatementEntryKind = { INVOICE: 'INVOICE', CREDIT_NOTE: 'CREDIT_NOTE', PAYMENT: 'PAYMENT', REFUND: 'REFUND' } as const satisfies Record<StatementKind, StatementKind>;
registerEnumType(StatementEntryKind, { name: 'StatementEntryKind', description: 'What moves what a client owes.', valuesConfig: { INVOICE: { description: 'An invoice went out.' }, CREDIT_NOTE: { description: 'A credit note went out.' }, PAYMENT: { description: 'Money came.' }, REFUND: { description: 'Money was given back.' } } });

@ObjectType({ description: 'What a client owes in a currency, by how late it is.' })
export class AgedReceivable {
  @Field(() => ClientRef, { nullable: true, description: 'The client.' }) client!: ClientRef;
  @Field(() => Money, { description: 'Not due yet.' }) notDue!: Money;
  @Field(() => Money, { description: 'Up to 30 days late.' }) upTo30!: Money;
  @Field(() => Money, { description: '31 to 60 days late.' }) upTo60!: Money;
  @Field(() => Money, { description: '61 to 90 days late.' }) upTo90!: Money;
  @Field(() => Money, { description: 'More than 90 days late.' }) over90!: Money;
  @Field(() => Money, { description: 'All of it.' }) total!: Money;
}
@Audience('portal')
@ObjectType({ description: 'One movement of a statement.' })
export class StatementEntry {
  @Field(() => DateScalar, { description: 'The day.' }) on!: string;
  @Field(() => StatementEntryKind, { description: 'What moved.' }) kind!: StatementKind;
  @Field(() => String, { description: 'Its number, or what the payer wrote.' }) reference!: string;
  @Field(() => Money, { description: 'How much; below nothing when the client owes less by it.' }) amount!: Money;
  @Field(() => Money, { description: 'What is owed after it; below nothing for credit.' }) balance!: Money;
}
@Audience('portal')
@ObjectType({ description: 'What moved between a client and the firm in some days, and what is owed.' })
export class ClientStatement {
  @Field(() => Money, { description: 'What was owed before the first day.' }) opening!: Money;
  @Field(() => [StatementEntry], { description: 'What moved, in the order of days.' }) entries!: StatementEntry[];
  @Field(() => Money, { description: 'What is owed after the last day; below nothing for credit.' }) closing!: Money;
}

@ArgsType()
export class AgedReceivablesArgs {
  @Field(() => ID, { nullable: true, description: 'Only what this client owes.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
}
@ArgsType()
export class ClientStatementArgs {
  @Field(() => ID, { description: 'The client.' }) @Matches(clientIdPattern, clientIdWords) clientId!: string;
  @Field(() => CurrencyCodeScalar, { description: 'In which currency.' }) currency!: string;
  @Field(() => DateScalar, { description: 'The first day.' }) from!: string;
  @Field(() => DateScalar, { description: 'The last day.' }) to!: string;
}

const shown = (entry: Entry, currency: string): StatementEntry => Object.assign(new StatementEntry(), { on: entry.on, kind: entry.kind, reference: entry.reference, amount: Money.of(entry.minor, currency), balance: Money.of(entry.balanceMinor, currency) });

/** What clients owe. */
@Resolver()
export class ReceivableResolver {
  @Authorized('revenue.receivable.view')
  @Query(() => [AgedReceivable], { description: 'What clients owe by how late it is, the most on top; at most 500 rows. Each row is one client and one currency.' })
  async agedReceivables(@Args(() => AgedReceivablesArgs) args: AgedReceivablesArgs, @Context() ctx: Ctx): Promise<AgedReceivable[]> {
    const rows = await agedOf(ctx, { clientId: args.clientId ?? null, today: dayIn((await readSettings(ctx)).timeZone, ctx.now) });
    return rows.map(({ client_id: client, currency, ...sums }) => {
      const money = (minor: string): Money => Money.of(BigInt(minor), currency);
      const amounts = { notDue: money(sums.not_due), upTo30: money(sums.up_to_30), upTo60: money(sums.up_to_60), upTo90: money(sums.up_to_90), over90: money(sums.over_90), total: money(sums.total) };
      return Object.assign(new AgedReceivable(), { client: Object.assign(new ClientRef(), { id: uuidToId('cli', client) }), ...amounts });
    });
  }

  @Authorized('revenue.invoice.view')
  @Audience('portal')
  @Query(() => ClientStatement, { nullable: true, description: 'What moved between a client and the firm in some days, in one currency; null for a client that you cannot see.' })
  async clientStatement(@Args(() => ClientStatementArgs) args: ClientStatementArgs, @Context() ctx: Ctx): Promise<ClientStatement | null> {
    if (daysPast(args.from, args.to) < 0) throw new Invalid('REVENUE_STATEMENT', 'The last day comes after the first.', 'to');
    Money.of(0n, args.currency);
    if (!isId('cli', args.clientId) || (await ctx.read.sql('select 1 from revenue.client_ref where client_id = $1', [idToUuid(args.clientId)])).length === 0) return null;
    const { openingMinor, entries, closingMinor } = statementOf(await movementsOf(ctx, args), args.from);
    return Object.assign(new ClientStatement(), { opening: Money.of(openingMinor, args.currency), entries: entries.map((one) => shown(one, args.currency)), closing: Money.of(closingMinor, args.currency) });
  }
}
