import { Ctx as Context, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { CurrencyCodeScalar, DateScalar, Money, type Ctx } from '@firmament/kit';
import { MoneyFigure } from '../figures/figures.types.js';
import { dayIn } from '../invoice/terms.rules.js';
import { readSettings } from '../settings/settings-of.js';
import { ClientRef } from '../stubs.js';
import { moneyOfClients, type ClientMoneyRow } from './client-money.sql.js';

@ObjectType({ description: 'What a client owes and paid, in one currency.' })
export class ClientMoney {
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
  @Field(() => MoneyFigure, { description: 'Invoices that are owed, and what is left to pay of them.' }) open!: MoneyFigure;
  @Field(() => MoneyFigure, { description: 'Those of them that are late.' }) overdue!: MoneyFigure;
  @Field(() => DateScalar, { nullable: true, description: 'The due day of the one that is late for longest; null when none is.' }) lateSince!: string | null;
  @Field(() => Money, { nullable: true, description: 'All that the client ever paid, less what was given back; null for whom payments are not.' }) received!: Money | null;
  @Field(() => Money, { nullable: true, description: 'What of it settles nothing; null for whom payments are not.' }) credit!: Money | null;
}

function shown(row: ClientMoneyRow, seesPayments: boolean): ClientMoney {
  const money = (minor: string): Money => Money.of(BigInt(minor), row.currency);
  const figure = (count: number, minor: string): MoneyFigure => Object.assign(new MoneyFigure(), { count, amount: money(minor) });
  return Object.assign(new ClientMoney(), {
    currency: row.currency, open: figure(row.open_count, row.open), overdue: figure(row.overdue_count, row.overdue), lateSince: row.first_due_on,
    received: seesPayments ? money(row.received) : null, credit: seesPayments ? money(row.credit) : null,
  });
}

/** What a client's record says about money. */
@Resolver(() => ClientRef)
export class ClientMoneyResolver {
  @FieldResolver(() => [ClientMoney], { nullable: true, description: 'What the client owes and paid by currency, the most owed on top; empty when nothing ever went out or came. Reckoned from invoices and payments whenever it is asked.' })
  async money(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<ClientMoney[]> {
    ctx.demand('revenue.receivable.view');
    const today = dayIn((await readSettings(ctx)).timeZone, ctx.now);
    const rows = await ctx.read.each('client-money', client.id, (ids) => moneyOfClients(ctx, ids, today));
    return (rows ?? []).map((row) => shown(row, ctx.can('revenue.payment.view')));
  }
}
