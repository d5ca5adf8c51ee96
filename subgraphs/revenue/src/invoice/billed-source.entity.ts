import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';
import { MinorProperty } from '../columns.types.js';

/** What can stand on one invoice only: a milestone, noted time, what a bill of a vendor cost, and one bill of an item of a plan. */
export type BilledKind = 'MILESTONE' | 'TIME_ENTRY' | 'PLAN_BILL' | 'REBILL';

/** Something that stands on an invoice, and so on no other. */
@Entity({ tableName: 'billed_sources', schema: 'revenue' })
export class BilledSource {
  @PrimaryKey({ type: new IdColumn('bls'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ivc', { fieldName: 'invoice_id' }) invoiceId!: string;
  @Property({ type: 'text' }) kind!: BilledKind;
  /** The id of what is billed; for an item of a plan, the id and what this bill of it is for: a period or a milestone. */
  @Property({ type: 'text' }) ref!: string;
  /** The item of the plan that is billed, or the retainer out of which time is taken. */
  @IdProperty('ipi', { fieldName: 'plan_item_id', nullable: true }) planItemId!: string | null;
  @MinorProperty('amount_minor', { nullable: true }) amountMinor!: bigint | null;
}
