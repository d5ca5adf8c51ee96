import { createHash, randomUUID } from 'node:crypto';
import type { RequestMeta } from '@firmament/kit';
import type { Logger } from 'pino';
import type { IdentityClient, ResolvedSession } from './identity-client.js';

/** How long a resolved session may be believed, should a change of rights go unnoticed here. */
const BELIEVED_MS = 20_000;
const REMEMBERED_SECONDS = 3_600;
const EPOCH_SECONDS = 86_400;

/** What a cache must do for sessions; Redis does, and none at all is fine. */
export interface SessionCache {
  get(key: string): Promise<string | null>;
  setex(key: string, seconds: number, value: string): Promise<unknown>;
  set(key: string, value: string, unit: 'EX', seconds: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** What is remembered of a token: its firm, and the session as it stood in one of the firm's epochs. */
interface Remembered { readonly firmId: string; readonly epoch: string | null; readonly session: ResolvedSession | null; readonly until: number }

/** The hash under which a session's token is known to identity; the token itself stays in the browser. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Finds out whose session a token opens: the cache first, then identity. Every change that a firm makes at identity starts a
 * new epoch for that firm, and what was believed in an older one is asked again: a revoked session is dead at once.
 */
export class Sessions {
  constructor(
    private readonly identity: IdentityClient, private readonly cache: SessionCache | undefined,
    private readonly now: () => Date, private readonly log: Logger,
  ) {}

  /** The session behind the hash, unless it ended. */
  async resolve(tokenHash: string, meta: RequestMeta): Promise<ResolvedSession | undefined> {
    const known = await this.remembered(tokenHash);
    // The epoch is read before identity is asked: a change in between makes the answer old at once instead of new for too long.
    const epoch = known && await this.quietly(() => this.cache?.get(epochOf(known.firmId)));
    if (known?.session && known.epoch === epoch && known.until > this.now().getTime()) return this.open(known.session);
    const session = await this.identity.resolveSession(tokenHash, meta);
    if (!session) return undefined;
    if (session.touchDue) this.touch(tokenHash, meta);
    // At first sight the firm is not known yet, so neither was its epoch: only the firm is kept.
    await this.remember(tokenHash, { firmId: session.firmId, epoch: epoch ?? null, session: epoch === undefined ? null : session, until: this.now().getTime() + BELIEVED_MS });
    return this.open(session);
  }

  /** Ends a session here and at identity. */
  async close(tokenHash: string, meta: RequestMeta): Promise<void> {
    await this.quietly(() => this.cache?.del(keyOf(tokenHash)));
    await this.identity.closeSession(tokenHash, meta);
    // Again: a request that was under way may have put it back between the two.
    await this.quietly(() => this.cache?.del(keyOf(tokenHash)));
  }

  /** Starts a new epoch: something changed at identity for this firm. */
  async outdate(firmId: string): Promise<void> {
    await this.quietly(() => this.cache?.set(epochOf(firmId), randomUUID(), 'EX', EPOCH_SECONDS));
  }

  private async remember(tokenHash: string, what: Remembered): Promise<void> {
    await this.quietly(() => this.cache?.setex(keyOf(tokenHash), REMEMBERED_SECONDS, JSON.stringify(what)));
  }

  private async remembered(tokenHash: string): Promise<Remembered | undefined> {
    const text = await this.quietly(() => this.cache?.get(keyOf(tokenHash)));
    return typeof text === 'string' ? JSON.parse(text) as Remembered : undefined;
  }

  private open(session: ResolvedSession): ResolvedSession | undefined {
    const ends = session.expiresAt ? new Date(session.expiresAt) : undefined;
    return ends && ends <= this.now() ? undefined : session;
  }

  /** Nobody waits for a note in the margin. */
  private touch(tokenHash: string, meta: RequestMeta): void {
    this.identity.touchSession(tokenHash, meta).catch((error: unknown) => {
      this.log.warn({ err: error }, 'the use of a session could not be noted');
    });
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

function epochOf(firmId: string): string {
  return `firmament:session-epoch:${firmId}`;
}
