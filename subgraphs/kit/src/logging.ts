import type { LoggerOptions } from 'pino';

/** Values that must never stand in a log, whatever key they come under: addresses, account numbers, phone numbers, signed tokens, passwords in URLs. */
const personalText = /[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,})\b|\+\d{8,15}\b|\beyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g;

/** Takes addresses, phone numbers and account numbers out of a text. */
export const redactText = (text: string): string => text.replace(personalText, '[redacted]');

/** Keys whose value is secret or personal wherever it stands, such as `password`, `manageToken`, `set-cookie` or `attendeeEmail`. */
const withheld = /(?:password|passwd|secret|token|authorization|cookie|email|phone|api_?key)$/i;
const deepest = 8;

/** A copy of what is to be logged, with secrets, addresses and numbers taken out at any depth. */
function cleaned(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (value instanceof Error) return serialized(value);
  if (depth >= deepest) return '[too deep]';
  if (Array.isArray(value)) return value.map((one) => cleaned(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withheld.test(key) && inner !== null && inner !== undefined ? '[redacted]' : cleaned(inner, depth + 1)]));
}

/** The words of a line; an error given without words would otherwise lend its own, row values and all. */
function saidCleanly(args: readonly unknown[]): unknown[] {
  const [first, ...words] = args;
  const fields = first instanceof Error ? { err: first } : first;
  const fault = (fields as { err?: unknown } | null)?.err;
  const said = words.length === 0 && fault instanceof Error ? [(serialized(fault).message as string)] : words;
  return [fields, ...said].map((part) => (typeof part === 'string' ? redactText(part) : part));
}

/** Options of every process' logger: JSON, with secrets and personal data taken out of fields, messages and errors. */
export function loggerOptions(name: string, level = 'info'): LoggerOptions {
  return {
    name, level,
    formatters: { level: (label) => ({ level: label }), log: (fields) => cleaned(fields) as Record<string, unknown>, bindings: (fields) => cleaned(fields) as Record<string, unknown> },
    // The fields of a child logger pass by the formatters.
    redact: { paths: ['password', 'secret', 'token', 'authorization', 'cookie', 'email', 'phone'], censor: '[redacted]' },
    hooks: { logMethod(args, method) { return method.apply(this, saidCleanly(args) as typeof args); } },
    // What reaches this one is clean already, but for an error that stands alone in place of the fields.
    serializers: { err: (error: unknown) => (error instanceof Error ? serialized(error) : error) },
  };
}

/** Errors of Postgres carry row values in `detail`, and errors of the ORM their whole query: neither is kept. */
function serialized(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redactText(String(error)) };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return { type: error.name, message: redactText(error.message.split('\n').filter((line) => !/^ - detail:/.test(line)).join('\n').slice(0, 2_000)), stack: redactText((error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).join('\n')), ...(code ? { code } : {}), ...(constraint ? { constraint } : {}) };
}
