import { Migration } from '@firmament/kit';

/** That money was read in a ledger is said by a column of its own, and no more by what stands before the words of its payer: those are somebody's own. */
export class MoneyReadInLedgers extends Migration {
  // No firm's walls are open here, so that no row can be looked at: each is written anew with its table instead, and that reaches them all.
  override up(): void {
    this.addSql(`alter table revenue.payments add column from_ledger boolean not null generated always as (coalesce(reference like 'ledger:%', false)) stored`);
    this.addSql('alter table revenue.payments alter column from_ledger drop expression');
    this.addSql('alter table revenue.payments alter column from_ledger set default false');
    this.addSql(`alter table revenue.payments alter column reference type text using (case when from_ledger then substr(reference, 8) else reference end)`);
  }

  override down(): void {
    this.addSql(`alter table revenue.payments alter column reference type text using (case when from_ledger then left('ledger:' || coalesce(reference, ''), 200) else reference end)`);
    this.addSql('alter table revenue.payments drop column from_ledger');
  }
}
