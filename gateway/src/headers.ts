import type { IncomingHttpHeaders } from 'node:http';

// What a caller may never say about itself. Only what the gateway itself found out travels on.
const FORGEABLE = [/^x-actor/, /^x-tenant/, /^x-firm(?!ament-limit-exempt$)/, /^x-user/, /^x-client-id/, /^x-permission/, /^x-role/,
  /^x-on-behalf/, /^x-request-id$/, /^x-idempotency/, /^apollo-federation/, /^x-forwarded-user/];
/** Story headers: from the engine and the seeder they are taken, from everybody else removed. */
const STORY = ['x-correlation-id', 'x-causation-id', 'x-seed-time', 'traceparent', 'tracestate', 'baggage'] as const;

/** What a trusted caller said about the story that its request belongs to. */
export interface StoryHeaders {
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly seedTime?: string;
  readonly traceparent?: string;
}

const CORRELATION = /^cor_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const CAUSATION = /^(evt|run)_[0-7][0-9a-hjkmnp-tv-z]{25}(:[\w.-]{1,120})?$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** Removes every header that looks like identity or like a story, and returns the story ones for those who may use them. */
export function stripHeaders(headers: IncomingHttpHeaders): StoryHeaders {
  const story = {
    ...matching('correlationId', headers['x-correlation-id'], CORRELATION),
    ...matching('causationId', headers['x-causation-id'], CAUSATION),
    ...matching('seedTime', headers['x-seed-time'], INSTANT),
    ...matching('traceparent', headers.traceparent, TRACEPARENT),
  };
  for (const name of Object.keys(headers)) {
    if (FORGEABLE.some((pattern) => pattern.test(name)) || (STORY as readonly string[]).includes(name)) delete headers[name];
  }
  return story;
}

function matching<K extends string>(key: K, value: string | string[] | undefined, pattern: RegExp): Partial<Record<K, string>> {
  return typeof value === 'string' && pattern.test(value) ? { [key]: value } as Record<K, string> : {};
}
