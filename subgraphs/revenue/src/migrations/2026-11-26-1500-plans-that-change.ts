import { Migration } from '@firmament/kit';

/** A plan can change from a day on: items end, and a difference to what was billed already has an item of its own, which may be below nothing. */
export class PlansThatChange extends Migration {
  override up(): void {
    this.addSql('alter table revenue.plans add column agreement_version_no integer check (agreement_version_no > 0)');
    this.addSql(`alter table revenue.plan_items add column ends_on date, add column explanation text check (char_length(explanation) between 1 and 1000),
      add column settles text check (settles in ('ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION'))`);
    this.addSql('alter table revenue.plan_items drop constraint plan_items_amount_minor_check');
    this.addSql('alter table revenue.plan_items add constraint plan_items_amount_minor_check check (amount_minor >= 0 or settles is not null), add constraint a_difference_explains_itself check ((settles is null) = (explanation is null))');
  }

  override down(): void {
    this.addSql('alter table revenue.plan_items drop constraint a_difference_explains_itself, drop constraint plan_items_amount_minor_check, drop column settles, drop column explanation, drop column ends_on');
    this.addSql('alter table revenue.plan_items add constraint plan_items_amount_minor_check check (amount_minor >= 0)');
    this.addSql('alter table revenue.plans drop column agreement_version_no');
  }
}
