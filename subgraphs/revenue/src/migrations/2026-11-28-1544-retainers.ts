import { Migration } from '@firmament/kit';

/** An item of a plan can be a retainer: time is taken out of what was billed in advance, and says how much. */
export class Retainers extends Migration {
  override up(): void {
    this.addSql('alter table revenue.plan_items add column retainer boolean not null default false');
    this.addSql(`alter table revenue.billed_sources drop constraint billed_sources_check, add constraint bills_of_plans_and_draws
      check (case kind when 'PLAN_BILL' then plan_item_id is not null and amount_minor is not null when 'TIME_ENTRY' then (plan_item_id is null) = (amount_minor is null) else plan_item_id is null and amount_minor is null end)`);
    this.addSql(`create index lines_by_plan_item on revenue.invoice_lines (tenant_id, (source ->> 'planItemId')) where source ->> 'planItemId' is not null`);
  }

  // No row is changed on the way back: no firm's walls are open here, and what was drawn stays as it was noted.
  override down(): void {
    this.addSql('drop index revenue.lines_by_plan_item');
    this.addSql(`alter table revenue.billed_sources drop constraint bills_of_plans_and_draws, add constraint billed_sources_check check ((kind = 'PLAN_BILL') = (plan_item_id is not null and amount_minor is not null)) not valid`);
    this.addSql('alter table revenue.plan_items drop column retainer');
  }
}
