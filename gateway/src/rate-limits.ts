import { createHash, timingSafeEqual } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { FieldNode } from 'graphql';
import { argumentsOf } from './arguments.js';
import { Refusal } from './refusal.js';

interface Rule { readonly points: number; readonly seconds: number }

/** How often strangers may try, in how many seconds. Guessing is limited by address of the net and by e-mail address. */
export const RULES = {
  publicRequest: { points: 300, seconds: 60 },
  publicMutation: { points: 30, seconds: 600 },
  signInByIp: { points: 30, seconds: 600 },
  signInByEmail: { points: 10, seconds: 900 },
  mailByEmail: { points: 5, seconds: 900 },
  hookRefusedHere: { points: 60, seconds: 60 },
  hookRefused: { points: 1_200, seconds: 60 },
} as const satisfies Record<string, Rule>;
type RuleName = keyof typeof RULES;

/** Operations at which a secret can be guessed; each root field is an attempt, however it is aliased. Success is given back. */
export const GUESSABLE: ReadonlySet<string> = new Set(['signIn', 'viewPortalLink', 'consumePortalLink', 'confirmBooking']);
/** Operations of whoever holds the secret of a link. What succeeds is given back: a large file has many parts, and its sender is no stranger. */
export const BY_LINK: ReadonlySet<string> = new Set(['beginRequestUpload', 'presignRequestUploadParts', 'completeRequestUpload', 'abortRequestUpload', 'openShareLink']);
/** Operations that send a mail to an address of the caller's choice. They answer alike whatever happens, so nothing is given back. */
export const MAILING: ReadonlySet<string> = new Set(['requestPortalLink']);

/** An attempt as the limits see it. */
export interface Attempt {
  readonly ip: string;
  readonly isPublic: boolean;
  readonly kind: 'query' | 'mutation';
  readonly rootFields: readonly FieldNode[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly exemptKey: string | undefined;
}

interface Charge { readonly rule: RuleName; readonly key: string; readonly refundable: boolean }

/** Counts attempts in Redis, and in memory while Redis is away. */
export class RateLimits {
  private readonly limiters: Readonly<Record<RuleName, RateLimiterAbstract>>;

  constructor(redis: Redis | undefined, private readonly exemptKey: string | undefined) {
    this.limiters = Object.fromEntries(Object.entries(RULES).map(([name, rule]) => [name, limiter(name, rule, redis)])) as Record<RuleName, RateLimiterAbstract>;
  }

  /** Takes the attempt's points or refuses it. The answer gives the guessing points back, for attempts that succeeded. */
  async charge(attempt: Attempt): Promise<() => Promise<void>> {
    if (this.exempt(attempt.exemptKey)) return async () => undefined;
    const charges = chargesFor(attempt);
    for (const { rule, key } of charges) await this.consume(rule, key);
    return async () => {
      await Promise.all(charges.filter(({ refundable }) => refundable).map(({ rule, key }) => this.limiters[rule].reward(key, 1)));
    };
  }

  /**
   * Refuses a callback from an address of the net that was refused too often of late: at this connection, or at all. What is heard costs nothing,
   * for vendors send in bursts and for many firms from one address; one firm's wrong key must not silence the others' callbacks.
   */
  async admitCallback(ip: string, connectionId: string): Promise<void> {
    for (const [rule, key] of callbackKeys(ip, connectionId)) {
      const spent = await this.limiters[rule].get(key);
      if (spent && spent.consumedPoints >= RULES[rule].points) throw tooOften(spent);
    }
  }

  /** Counts a callback that was refused. */
  async countRefusedCallback(ip: string, connectionId: string): Promise<void> {
    for (const [rule, key] of callbackKeys(ip, connectionId)) await this.limiters[rule].consume(key, 1).catch((error: unknown) => { if (!(error instanceof RateLimiterRes)) throw error; });
  }

  private async consume(rule: RuleName, key: string): Promise<void> {
    try {
      await this.limiters[rule].consume(key, 1);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw tooOften(error);
    }
  }

  private exempt(given: string | undefined): boolean {
    if (this.exemptKey === undefined || given === undefined) return false;
    return timingSafeEqual(digest(given), digest(this.exemptKey));
  }
}

function tooOften({ msBeforeNext }: RateLimiterRes): Refusal {
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new Refusal('RATE_LIMITED', `That was too often. Please try again in ${inWords(retryAfter)}.`, { retryAfter, reason: 'TOO_MANY_ATTEMPTS' });
}

const callbackKeys = (ip: string, connectionId: string): [RuleName, string][] => [['hookRefusedHere', `${ip}|${connectionId}`], ['hookRefused', ip]];

function limiter(name: string, rule: Rule, redis: Redis | undefined): RateLimiterAbstract {
  const memory = new RateLimiterMemory({ keyPrefix: `firmament:limit:${name}`, points: rule.points, duration: rule.seconds });
  if (!redis) return memory;
  return new RateLimiterRedis({ storeClient: redis, keyPrefix: `firmament:limit:${name}`, points: rule.points, duration: rule.seconds, insuranceLimiter: memory });
}

function chargesFor({ ip, isPublic, kind, rootFields, variables }: Attempt): Charge[] {
  const charges: Charge[] = isPublic ? [{ rule: 'publicRequest', key: ip, refundable: false }] : [];
  if (kind !== 'mutation') return charges;
  for (const field of rootFields) {
    const guessable = GUESSABLE.has(field.name.value);
    if (guessable) charges.push({ rule: 'signInByIp', key: ip, refundable: true });
    else if (isPublic) charges.push({ rule: 'publicMutation', key: ip, refundable: BY_LINK.has(field.name.value) });
    if (!guessable && !MAILING.has(field.name.value)) continue;
    const rule = guessable ? 'signInByEmail' : 'mailByEmail';
    for (const email of emailsIn(field, variables)) charges.push({ rule, key: digest(email).toString('hex'), refundable: guessable });
  }
  return charges;
}

/** E-mail addresses in a field's arguments, made comparable. */
function emailsIn(field: FieldNode, variables: Readonly<Record<string, unknown>>): string[] {
  return argumentsOf(field, variables).flatMap(([name, value]) => (name === 'email' && typeof value === 'string' ? [value.trim().toLowerCase().slice(0, 320)] : []));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
