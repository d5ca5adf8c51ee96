import { z } from 'zod';
import { defineEvent, type EventContract } from '../define-event.js';

const shape = z.object({ operation: z.string(), subjectIds: z.array(z.string()), changes: z.array(z.string()) });
export type AuditData = z.infer<typeof shape>;

/** The fact that the kit records when a mutation of `domain` emitted no fact of its own. Its aggregate type is `audit`. */
export const auditRecorded = (domain: string): EventContract<AuditData> =>
  defineEvent(`${domain}.audit.recorded`, 1, 'A change was made that no other fact describes.', shape);
