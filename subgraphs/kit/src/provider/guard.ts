import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen, TaskCancelledError, timeout, TimeoutStrategy, wrap, type CircuitBreakerPolicy, type IPolicy } from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { RetryLater } from './faults.js';

/** Whose calls to whom are guarded together. */
export interface GuardedLine { readonly tenantId: string; readonly provider: string }
/** How patient a guard is. */
export interface GuardOptions { readonly now: () => Date; readonly timeoutMs?: number; readonly failures?: number; readonly pauseMs?: number }
/** How a line stands: open means that calls are refused here without asking. */
export interface LineState extends GuardedLine { readonly state: 'CLOSED' | 'OPEN' | 'HALF_OPEN' }

interface Line { readonly of: GuardedLine; readonly breaker: CircuitBreakerPolicy; readonly policy: IPolicy<{ signal: AbortSignal }>; quietUntil: number }

const stateNames: Readonly<Record<CircuitState, LineState['state']>> = { [CircuitState.Closed]: 'CLOSED', [CircuitState.Open]: 'OPEN', [CircuitState.HalfOpen]: 'HALF_OPEN', [CircuitState.Isolated]: 'OPEN' };

/**
 * Stands before every call of a provider: a deadline, and a circuit breaker for each firm and provider, so that a provider that is
 * down costs nobody a wait, and one firm's trouble is no other firm's. A pause that the provider asked for is kept for that firm alone.
 */
export class ProviderGuard {
  // Lines of firms that have been silent for long are forgotten; a fresh one begins closed.
  readonly #lines = new LRUCache<string, Line>({ max: 5_000 });

  constructor(private readonly options: GuardOptions) {}

  /** Runs one call; refuses with {@link RetryLater} while the line is open or paused, and when the deadline passes. */
  async run<T>(of: GuardedLine, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const line = this.#lineOf(of);
    const quiet = line.quietUntil - this.options.now().getTime();
    if (quiet > 0) throw new RetryLater(of.provider, 'The provider asked us to pause; the pause is kept.', { retryAfterMs: quiet, throttled: true });
    try {
      return await line.policy.execute(({ signal }) => work(signal));
    } catch (error) {
      throw this.#understood(line, error);
    }
  }

  /** How every line stands, for health and metrics. */
  states(): LineState[] { return [...this.#lines.values()].map((line) => ({ ...line.of, state: stateNames[line.breaker.state] })); }

  #understood(line: Line, error: unknown): unknown {
    const { provider } = line.of;
    if (error instanceof BrokenCircuitError) return new RetryLater(provider, 'The provider has not answered for a while; it is asked again shortly.', { retryAfterMs: this.options.pauseMs ?? 30_000 });
    if (error instanceof TaskCancelledError) return new RetryLater(provider, 'The provider did not answer in time. It may have done what was asked.');
    if (error instanceof RetryLater && error.throttled) line.quietUntil = this.options.now().getTime() + (error.retryAfterMs ?? 60_000);
    return error;
  }

  #lineOf(of: GuardedLine): Line {
    const key = `${of.tenantId}:${of.provider}`;
    const known = this.#lines.get(key);
    if (known) return known;
    // A pause and a refusal are answers: only silence and faults of the provider break the line.
    const isSilence = handleWhen((error) => error instanceof TaskCancelledError || (error instanceof RetryLater && !error.throttled));
    const breaker = circuitBreaker(isSilence, { halfOpenAfter: this.options.pauseMs ?? 30_000, breaker: new ConsecutiveBreaker(this.options.failures ?? 5) });
    const made: Line = { of, breaker, policy: wrap(breaker, timeout(this.options.timeoutMs ?? 20_000, TimeoutStrategy.Aggressive)), quietUntil: 0 };
    this.#lines.set(key, made);
    return made;
  }
}
