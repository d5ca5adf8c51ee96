import { Max, Min } from 'class-validator';
import { Temporal } from 'temporal-polyfill';
import { Args, ArgsType, Authorized, Ctx as Context, Field, Int, Query, Resolver } from 'type-graphql';
import { Money, type Ctx } from '@firmament/kit';
import { unbilledNow } from '../unbilled/unbilled.resolver.js';
import { unbilledTotals } from '../unbilled/unbilled.sql.js';
import { atLedger, billsInPlay, invoicesInPlay, movedByMonth, type Counted, type Moved } from './figures.sql.js';
import { AgeFigure, CurrencyFigures, MoneyFigure, MonthFigure, RevenueFigures } from './figures.types.js';

@ArgsType()
export class RevenueFiguresArgs {
  @Field(() => Int, { defaultValue: 12, description: 'How many months, this one last, 1 to 36.' }) @Min(1) @Max(36) months!: number;
}

const figure = (row: { readonly n: number; readonly minor: string } | undefined, currency: string): MoneyFigure => Object.assign(new MoneyFigure(), { count: row?.n ?? 0, amount: Money.of(BigInt(row?.minor ?? '0'), currency) });
const later = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** The buckets of the list of what is owed, as due days on a day. */
const agesOn = (today: string): (readonly [string, Omit<AgeFigure, 'owed'>])[] => [
  ['notDue', { dueFrom: today, dueTo: null, daysFrom: null, daysTo: null }], ['upTo30', { dueFrom: later(today, -30), dueTo: later(today, -1), daysFrom: 1, daysTo: 30 }], ['upTo60', { dueFrom: later(today, -60), dueTo: later(today, -31), daysFrom: 31, daysTo: 60 }],
  ['upTo90', { dueFrom: later(today, -90), dueTo: later(today, -61), daysFrom: 61, daysTo: 90 }], ['over90', { dueFrom: null, dueTo: later(today, -91), daysFrom: 91, daysTo: null }],
];

/** The first and last days of the last months, the oldest first. */
function monthsUpTo(today: string, count: number): { readonly from: string; readonly to: string }[] {
  const first = Temporal.PlainDate.from(today).with({ day: 1 });
  return Array.from({ length: count }, (_, at) => {
    const from = first.subtract({ months: count - 1 - at });
    return { from: from.toString(), to: from.add({ months: 1 }).subtract({ days: 1 }).toString() };
  });
}

/** What was read for a screen of figures; null where the onlooker may not see it. */
interface Read { readonly today: string; readonly play: readonly Counted[]; readonly moved: readonly Moved[]; readonly payments: boolean; readonly bills: readonly Counted[] | null; readonly unbilled: readonly { readonly currency: string; readonly n: number; readonly total: string }[] | null }

function figuresIn(currency: string, read: Read, months: readonly { readonly from: string; readonly to: string }[]): CurrencyFigures {
  const of = (name: string): MoneyFigure => figure(read.play.find((one) => one.currency === currency && one.name === name), currency);
  const ofBills = (name: string): MoneyFigure | null => (read.bills === null ? null : figure(read.bills.find((one) => one.currency === currency && one.name === name), currency));
  const moved = (month: string, kind: Moved['kind']): MoneyFigure => figure(read.moved.find((one) => one.currency === currency && one.month === month && one.kind === kind), currency);
  const money = (month: string, kind: Moved['kind']): MoneyFigure | null => (read.payments ? moved(month, kind) : null);
  const waiting = read.unbilled?.find((one) => one.currency === currency);
  return Object.assign(new CurrencyFigures(), {
    currency, drafts: of('drafts'), rejected: of('rejected'), awaitingApproval: of('awaitingApproval'), approved: of('approved'), issuing: of('issuing'), open: of('open'), overdue: of('overdue'), receivedThisMonth: money(read.today.slice(0, 7), 'RECEIVED'),
    ages: agesOn(read.today).map(([name, days]) => Object.assign(new AgeFigure(), { ...days, owed: of(name) })),
    months: months.map(({ from, to }) => Object.assign(new MonthFigure(), { from, to, invoiced: moved(from.slice(0, 7), 'INVOICED'), received: money(from.slice(0, 7), 'RECEIVED'), refunded: money(from.slice(0, 7), 'REFUNDED') })),
    billsToApprove: ofBills('billsToApprove'), billsToPay: ofBills('billsToPay'), unbilled: read.unbilled === null ? null : figure(waiting && { n: waiting.n, minor: waiting.total }, currency),
  });
}

/** The figures of a firm's money. */
@Resolver()
export class RevenueFiguresResolver {
  @Authorized('revenue.receivable.view')
  @Query(() => RevenueFigures, { description: 'The figures of money: each is what the list under the same filter comes to. What the onlooker may not see in a list is null here.' })
  async revenueFigures(@Args(() => RevenueFiguresArgs) { months }: RevenueFiguresArgs, @Context() ctx: Ctx): Promise<RevenueFigures> {
    const now = await unbilledNow(ctx, { clientId: null, projectId: null });
    const spans = monthsUpTo(now.today, months);
    const payments = ctx.can('revenue.payment.view');
    const [play, moved, bills, unbilled, ledger] = await Promise.all([
      invoicesInPlay(ctx, now.today), movedByMonth(ctx, { from: spans[0]?.from ?? now.today, payments }), ctx.can('revenue.bill.view') ? billsInPlay(ctx) : null,
      ctx.can('revenue.plan.view') ? unbilledTotals((text, params) => ctx.read.sql(text, params), now) : null, ctx.can('revenue.ledger.view') ? atLedger(ctx) : null,
    ]);
    const others = [...new Set([...play, ...moved, ...(bills ?? []), ...(unbilled ?? [])].map((one) => one.currency))].filter((one) => one !== now.currency).sort();
    const read: Read = { today: now.today, play, moved, payments, bills, unbilled };
    return Object.assign(new RevenueFigures(), { asOf: now.today, currencies: [now.currency, ...others].map((one) => figuresIn(one, read, spans)), ledger });
  }
}
