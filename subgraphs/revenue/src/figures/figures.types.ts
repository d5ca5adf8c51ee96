import { Field, Int, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, DateScalar, Money } from '@firmament/kit';

@ObjectType({ description: 'How many, and how much they come to.' })
export class MoneyFigure {
  @Field(() => Int, { description: 'How many.' }) count!: number;
  @Field(() => Money, { description: 'How much.' }) amount!: Money;
}
@ObjectType({ description: 'What is owed, by how late it is. The days are those by which the list of invoices is asked for the same ones.' })
export class AgeFigure {
  @Field(() => DateScalar, { nullable: true, description: 'The first due day that counts; null for all before.' }) dueFrom!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last due day that counts; null for all after.' }) dueTo!: string | null;
  @Field(() => Int, { nullable: true, description: 'The fewest days late; null for what is not due yet.' }) daysFrom!: number | null;
  @Field(() => Int, { nullable: true, description: 'The most days late; null for what is not due yet, and for all that is later.' }) daysTo!: number | null;
  @Field(() => MoneyFigure, { description: 'How many invoices, and what is left to pay of them.' }) owed!: MoneyFigure;
}
@ObjectType({ description: 'What moved in a month.' })
export class MonthFigure {
  @Field(() => DateScalar, { description: 'The first day of the month.' }) from!: string;
  @Field(() => DateScalar, { description: 'The last day of the month.' }) to!: string;
  @Field(() => MoneyFigure, { description: 'Invoices that went out in it, but for those that were taken back.' }) invoiced!: MoneyFigure;
  @Field(() => MoneyFigure, { nullable: true, description: 'Money that came in it; null for whom payments are not.' }) received!: MoneyFigure | null;
  @Field(() => MoneyFigure, { nullable: true, description: 'Money that was given back in it; null for whom payments are not.' }) refunded!: MoneyFigure | null;
}
@ObjectType({ description: 'The figures of money in one currency.' })
export class CurrencyFigures {
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
  @Field(() => MoneyFigure, { description: 'Drafts.' }) drafts!: MoneyFigure;
  @Field(() => MoneyFigure, { description: 'Invoices to which somebody did not agree.' }) rejected!: MoneyFigure;
  @Field(() => MoneyFigure, { description: 'Invoices to which somebody has to agree.' }) awaitingApproval!: MoneyFigure;
  @Field(() => MoneyFigure, { description: 'Invoices that can go out.' }) approved!: MoneyFigure;
  @Field(() => MoneyFigure, { description: 'Invoices that have their number and are on their way out.' }) issuing!: MoneyFigure;
  @Field(() => MoneyFigure, { description: 'Invoices that are owed, and what is left to pay of them.' }) open!: MoneyFigure;
  @Field(() => MoneyFigure, { description: 'Those of them that are late.' }) overdue!: MoneyFigure;
  @Field(() => MoneyFigure, { nullable: true, description: 'Money that came this month; null for whom payments are not.' }) receivedThisMonth!: MoneyFigure | null;
  @Field(() => [AgeFigure], { description: 'What is owed by how late it is: not due, up to 30 days, up to 60, up to 90, and more.' }) ages!: AgeFigure[];
  @Field(() => [MonthFigure], { description: 'What moved month by month, the oldest first, this month last.' }) months!: MonthFigure[];
  @Field(() => MoneyFigure, { nullable: true, description: 'Bills to which somebody has to agree; null for whom bills are not.' }) billsToApprove!: MoneyFigure | null;
  @Field(() => MoneyFigure, { nullable: true, description: 'Bills that wait to be paid; null for whom bills are not.' }) billsToPay!: MoneyFigure | null;
  @Field(() => MoneyFigure, { nullable: true, description: 'What waits to be billed; null for whom plans are not.' }) unbilled!: MoneyFigure | null;
}
@ObjectType({ description: 'What is between the firm and its ledger.' })
export class LedgerFigures {
  @Field(() => Int, { description: 'What waits for its turn, or for the ledger.' }) waiting!: number;
  @Field(() => Int, { description: 'What the ledger said no to.' }) stuck!: number;
  @Field(() => Int, { description: 'What stands otherwise there than here.' }) drifts!: number;
}
@ObjectType({ description: 'The figures of money, as the lists give them.' })
export class RevenueFigures {
  @Field(() => DateScalar, { description: 'The day of the firm for which they hold.' }) asOf!: string;
  @Field(() => [CurrencyFigures], { description: 'By currency, the currency of the books first.' }) currencies!: CurrencyFigures[];
  @Field(() => LedgerFigures, { nullable: true, description: 'What is between the firm and its ledger; null for whom it is not.' }) ledger!: LedgerFigures | null;
}
