import type { ManualInput } from './document.types.js';

/** What a person filled in, or the first thing that is wrong with it. */
export type Filled = { data: Record<string, unknown> } | { field: string; sentence: string };

const id = /^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const fits: Record<ManualInput['type'], (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string' && value.length <= 2_000,
  int: (value) => typeof value === 'number' && Number.isSafeInteger(value),
  float: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value),
  datetime: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value) && !Number.isNaN(Date.parse(value)),
  id: (value) => typeof value === 'string' && id.test(value),
};

/** Holds what a person filled in against what the workflow asks for. What is left out is null. */
export function fillIn(inputs: Record<string, ManualInput>, given: unknown): Filled {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { field: 'input', sentence: 'The input must be fields with values.' };
  const values = given as Record<string, unknown>;
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(inputs, name));
  if (unknown !== undefined) return { field: `input.${unknown}`, sentence: `This workflow asks for no «${unknown}».` };
  for (const [name, input] of Object.entries(inputs)) {
    const value = values[name] ?? null;
    if (value === null && input.required) return { field: `input.${name}`, sentence: `«${input.label}» must be given.` };
    if (value !== null && !fits[input.type](value)) return { field: `input.${name}`, sentence: `«${input.label}» is not a ${input.type}.` };
  }
  return { data: Object.fromEntries(Object.keys(inputs).map((name) => [name, values[name] ?? null])) };
}
