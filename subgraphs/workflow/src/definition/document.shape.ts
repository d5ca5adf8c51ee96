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
  z.strictObject({ ...common, kind: z.literal('action'), action: z.string().min(1), input: z.record(z.string(), inputValue) }),
  z.strictObject({ ...common, kind: z.literal('waitUntil'), at: expression }),
  z.strictObject({ ...common, kind: z.literal('waitForEvent'), event: z.string(), match: expression, eventKey: expression.optional(), deadline: expression }),
  z.strictObject({ ...common, kind: z.literal('approval'), title: expression, approver: expression.optional(), deadline: expression.optional() }),
]);
const document = z.strictObject({
  format: z.literal(1), name: z.string().min(1).max(120), description: z.string().max(2_000),
  trigger: z.strictObject({ event: z.string(), when: expression.optional(), businessKey: expression.optional() }),
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
