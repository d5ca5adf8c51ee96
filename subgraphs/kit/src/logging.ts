import type { LoggerOptions } from 'pino';

/** Values that must never stand in a log, whatever key they come under. */
const personalText = /[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,})\b|\+\d{8,15}\b/g;

/** Takes addresses, phone numbers and account numbers out of a text. */
export const redactText = (text: string): string => text.replace(personalText, '[redacted]');

/** Options of every process' logger: JSON, with secrets and personal data taken out. */
export function loggerOptions(name: string, level = 'info'): LoggerOptions {
  return {
    name, level,
    redact: { paths: ['password', '*.password', 'token', '*.token', 'authorization', '*.authorization', 'cookie', '*.cookie', 'email', '*.email', 'phone', '*.phone', 'name_personal', '*.secret'], censor: '[redacted]' },
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => serialized(error) },
  };
}

/** Errors of Postgres carry row values in `detail`, and errors of the ORM their whole query: neither is kept. */
function serialized(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redactText(String(error)) };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return { type: error.name, message: redactText(error.message.split('\n').filter((line) => !/^ - detail:/.test(line)).join('\n').slice(0, 2_000)), stack: redactText((error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).join('\n')), ...(code ? { code } : {}), ...(constraint ? { constraint } : {}) };
}
