import { idToUuid, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import type { Tools } from './tools.js';

/** What became of a trigger. */
export type ReceiptOutcome = 'STARTED' | 'DUPLICATE' | 'PAUSED' | 'TOO_DEEP' | 'UNREADABLE' | 'MISSED' | 'OVER_BUDGET';

/** What is written down about a trigger; a kept event can start its run later. */
export interface Receipt { outcome: ReceiptOutcome; reason: string | null; businessKey: string | null; runUuid: string | null; keepEvent: boolean }

/** A receipt without a run. */
export const receipt = (outcome: ReceiptOutcome, reason: string | null, businessKey: string | null = null): Receipt =>
  ({ outcome, reason, businessKey, runUuid: null, keepEvent: outcome === 'PAUSED' || outcome === 'OVER_BUDGET' });

/** Writes down what became of a trigger, once for each workflow and event. */
export async function writeReceipt(tx: SqlTx, event: Envelope, workflowUuid: string, one: Receipt, tools: Tools): Promise<void> {
  await tx.query(`insert into workflow.trigger_receipts (tenant_id, id, workflow_id, event_id, event_type, outcome, reason, business_key, run_id, event, received_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (tenant_id, workflow_id, event_id) do nothing`, [
    idToUuid(event.tenantid), idToUuid(tools.newId('rcp')), workflowUuid, idToUuid(event.id), event.type, one.outcome, one.reason, one.businessKey, one.runUuid,
    one.keepEvent ? JSON.stringify(event) : null, event.seedtime ?? tools.now().toISOString()]);
}
