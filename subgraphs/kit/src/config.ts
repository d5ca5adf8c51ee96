import type { z } from 'zod';

/** All faults of a configuration at once, in words. */
export class ConfigFault extends Error {
  constructor(readonly faults: readonly string[]) { super(`The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((f) => `  ${f}`).join('\n')}`); }
}

/** Parses the environment once. Throws {@link ConfigFault} that lists every fault, not only the first. */
export function readConfig<S extends z.ZodObject>(shape: S | undefined, env: Readonly<Record<string, string | undefined>>): z.infer<S> | Record<string, never> {
  if (!shape) return {};
  const parsed = shape.safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data) as z.infer<S>;
  throw new ConfigFault(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`));
}
