import { z } from 'zod';
import type { Fault, InputValue, WorkflowDocument } from './document.types.js';

const expression = z.string().min(1).max(4_000);
const inputValue: z.ZodType<InputValue> = z.lazy(() =>
  z.union([expression, z.array(inputValue), z.record(z.string(), inputValue)]));
const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'is not a key: a small letter first, then letters and digits, at most 40');
const common = {
  key, name: z.string().min(1).max(120), icon: z.string().max(40).optional(), dependsOn: z.array(key).default([]),
  when: expression.optional(), words: expression.optional(),
};
const step = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('action'), action: z.string().min(1), input: z.record(z.string(), inputValue),
    undo: z.strictObject({ action: z.string().min(1), input: z.record(z.string(), inputValue) }).optional(), whenRefused: z.enum(['ASK', 'UNDO']).optional() }),
  z.strictObject({ ...common, kind: z.literal('waitUntil'), at: expression }),
  z.strictObject({ ...common, kind: z.literal('waitForEvent'), event: z.union([z.string(), z.array(z.string()).min(1).max(10)]), since: z.enum(['RUN', 'STEP']).optional(), match: expression, eventKey: expression.optional(), deadline: expression }),
  z.strictObject({ ...common, kind: z.literal('approval'), title: expression, approver: expression.optional(), deadline: expression.optional() }),
]);
const schedule = z.strictObject({
  rule: z.string().min(1).max(300), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 06:30'),
  from: z.iso.date().optional(), zone: z.string().max(60).optional(),
});
const manualInput = z.strictObject({
  type: z.enum(['string', 'int', 'float', 'boolean', 'date', 'datetime', 'id']), label: z.string().min(1).max(120), required: z.boolean().default(true),
});
const trigger = z.union([
  z.strictObject({ event: z.string(), when: expression.optional(), businessKey: expression.optional() }),
  z.strictObject({ schedule, when: expression.optional() }),
  z.strictObject({ manual: z.strictObject({ inputs: z.record(key, manualInput) }), businessKey: expression.optional() }),
]);
const document = z.strictObject({
  format: z.literal(1), name: z.string().min(1).max(120), description: z.string().max(2_000),
  trigger,
  client: expression.optional(), subject: expression.optional(), steps: z.array(step).min(1).max(60),
});

/** Reads a document that somebody wrote: either it has the right shape, or each fault names its place. */
export function readDocument(given: unknown): { document: WorkflowDocument; faults: [] } | { document: null; faults: Fault[] } {
  const result = document.safeParse(given);
  if (result.success) return { document: result.data, faults: [] };
  return { document: null, faults: result.error.issues.map((issue) => {
    const place = issue.path.map(String).join('.') || 'document';
    return { place, reason: 'DOCUMENT_SHAPE' as const, sentence: `${place}: ${issue.message}.`.replace('..', '.') };
  }) };
}
