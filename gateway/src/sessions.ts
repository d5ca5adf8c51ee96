import { createHash } from 'node:crypto';
import type { RequestMeta } from '@firmament/kit';
import type { Logger } from 'pino';
import type { IdentityClient, ResolvedSession } from './identity-client.js';

/** How long a resolved session may be believed without asking again: a revoked one is dead everywhere after this. */
const BELIEVED_SECONDS = 20;

/** What a cache must do for sessions; Redis does, and none at all is fine. */
export interface SessionCache {
  get(key: string): Promise<string | null>;
  setex(key: string, seconds: number, value: string): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** The hash under which a session's token is known to identity; the token itself stays in the browser. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Finds out whose session a token opens: the cache first, then identity. */
export class Sessions {
  constructor(
    private readonly identity: IdentityClient, private readonly cache: SessionCache | undefined,
    private readonly now: () => Date, private readonly log: Logger,
  ) {}

  /** The session behind the hash, unless it ended. */
  async resolve(tokenHash: string, meta: RequestMeta): Promise<ResolvedSession | undefined> {
    const cached = await this.cached(tokenHash);
    if (cached) return this.open(cached);
    const session = await this.identity.resolveSession(tokenHash, meta);
    if (session) await this.quietly(() => this.cache?.setex(keyOf(tokenHash), BELIEVED_SECONDS, JSON.stringify(session)));
    return session && this.open(session);
  }

  /** Ends a session here and at identity. */
  async close(tokenHash: string, meta: RequestMeta): Promise<void> {
    await this.quietly(() => this.cache?.del(keyOf(tokenHash)));
    await this.identity.closeSession(tokenHash, meta);
    // Again: a request that was under way may have put it back between the two.
    await this.quietly(() => this.cache?.del(keyOf(tokenHash)));
  }

  /** Forgets what was believed, so that the next request asks identity. */
  async forget(tokenHash: string): Promise<void> {
    await this.quietly(() => this.cache?.del(keyOf(tokenHash)));
  }

  private open(session: ResolvedSession): ResolvedSession | undefined {
    const ends = session.expiresAt ? new Date(session.expiresAt) : undefined;
    return ends && ends <= this.now() ? undefined : session;
  }

  private async cached(tokenHash: string): Promise<ResolvedSession | undefined> {
    const text = await this.quietly(() => this.cache?.get(keyOf(tokenHash)));
    return typeof text === 'string' ? JSON.parse(text) as ResolvedSession : undefined;
  }

  /** A cache that is down slows us; it never decides. */
  private async quietly<T>(act: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      this.log.warn({ err: error }, 'the session cache does not answer; identity is asked instead');
      return undefined;
    }
  }
}

function keyOf(tokenHash: string): string {
  return `firmament:session:${tokenHash}`;
}
