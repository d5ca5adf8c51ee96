import type { GraphQLFormattedError } from 'graphql';
import { CODES } from './refusal.js';
import type { Code } from './refusal.js';

const KNOWN = new Set<string>(CODES);
/** What GraphQL itself finds wrong with a request: the caller's to mend, and safe to repeat. */
const CALLERS_FAULT = new Set([
  'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED',
]);
const PUBLIC_EXTENSIONS = ['reason', 'field', 'retryAfter', 'gone'] as const;

/** The sentence that stands in for everything that callers must not see. */
export const MASKED = 'We failed to answer this, and the fault is ours. The request id helps us find it.';

/** Shows a refusal with its code, reason and field, and nothing of an unexpected error but that it happened. */
export function maskError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = codeOf(formatted);
  if (code === 'INTERNAL') return shaped(formatted, 'INTERNAL', internalMessage(formatted));
  return shaped(formatted, code, withoutValue(formatted.message));
}

const misfit = /^Variable "\$(\w+)" got invalid value /;

/** GraphQL repeats a variable that does not fit, whole; it may hold a secret, so only where it does not fit is said, and what is missing. */
function withoutValue(message: string): string {
  const name = misfit.exec(message)?.[1];
  if (name === undefined) return message;
  const place = [...message.matchAll(/ at "([\w.[\]]+)"; /g)].map(([, path = '']) => path).filter((path) => path.startsWith(`${name}.`) || path.startsWith(`${name}[`)).at(-1);
  const missing = /; Field "(\w+)" of required type "[^"]+" was not provided\.$/.exec(message)?.[1];
  const what = missing !== undefined ? `field "${missing}" is missing.` : / is not defined by type /.test(message) ? 'it has a field that nobody knows.' : 'it is of another kind.';
  return `Variable "$${name}" has a value that does not fit${place === undefined ? '' : ` at "${place}"`}: ${what}`;
}

function codeOf(error: GraphQLFormattedError): Code {
  const code = error.extensions?.code;
  if (typeof code !== 'string') return 'INTERNAL';
  if (CALLERS_FAULT.has(code)) return 'BAD_USER_INPUT';
  return KNOWN.has(code) ? code as Code : 'INTERNAL';
}

/** A domain that does not answer is no secret: the page shows which panel is empty, and why. */
const isAway = (error: GraphQLFormattedError): boolean => error.extensions?.reason === 'DOMAIN_UNAVAILABLE';

function internalMessage(error: GraphQLFormattedError): string {
  return isAway(error) ? 'This part of Firmament is not answering just now.' : MASKED;
}

function shaped(error: GraphQLFormattedError, code: Code, message: string): GraphQLFormattedError {
  const extensions: Record<string, unknown> = { code };
  for (const name of PUBLIC_EXTENSIONS) {
    const value = error.extensions?.[name];
    if (value !== undefined && (code !== 'INTERNAL' || isAway(error))) extensions[name] = value;
  }
  return { message, extensions, ...(error.path ? { path: error.path } : {}), ...(error.locations ? { locations: error.locations } : {}) };
}
