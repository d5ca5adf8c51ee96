import { fileURLToPath } from 'node:url';
import { catalogue as contracts } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { z } from 'zod';
import { catalogueFrom, type Catalogue } from './definition/catalogue.js';

/** Where the composed schema lies; the house's own folder unless told otherwise. */
export const workflowConfig = z.object({ FIRMAMENT_SCHEMA_DIR: z.string().optional() });

/** What workflow keeps beside its tables. */
export interface WorkflowPorts { catalogue(): Catalogue }

/** Makes workflow's ports; the schema is read when somebody first publishes. */
export function workflowPorts(config: z.infer<typeof workflowConfig>): WorkflowPorts {
  const folder = config.FIRMAMENT_SCHEMA_DIR ?? fileURLToPath(new URL('../../../schema/', import.meta.url));
  return { catalogue: catalogueFrom(folder, contracts) };
}

/** The ports of this process. */
export const portsOf = (ctx: Ctx): WorkflowPorts => ctx.ports as WorkflowPorts;

/** The firm of the request; there is none only before sign-in, where none of our operations runs. */
export function firmOf(ctx: Ctx): string {
  if (!ctx.actor.tenantId) throw new Error('workflow works inside a firm only');
  return ctx.actor.tenantId;
}

/** The write transaction as the journal wants it. */
export const journalTx = (ctx: Ctx) => ({
  query: async <R>(sql: string, params: unknown[] = []): Promise<R[]> => (await ctx.sql(sql, params)) as R[],
});
