import { RateLimited } from '@firmament/kit';

/** Failures after which one address from one place, or one address from anywhere, has to wait. */
const limits = { place: 10, anywhere: 50, windowMs: 15 * 60_000, remembered: 20_000 };

interface Failures {
  count: number;
  since: number;
}

/**
 * Failed sign-ins of the last quarter of an hour, in this process's memory: a refused sign-in leaves no row behind.
 * The gateway limits requests besides; this counts attempts, however many one request holds.
 */
export class SignInAttempts {
  readonly #failures = new Map<string, Failures>();

  /** Refuses when there were too many failures for this address. */
  refuseTooMany(address: string, place: string | undefined, now: Date): void {
    const waits = [this.#wait(placeKey(address, place), limits.place, now), this.#wait(address, limits.anywhere, now)];
    const longest = Math.max(...waits);
    if (longest > 0) throw new RateLimited('Too many attempts. Wait a little, then try again.', Math.ceil(longest / 1000));
  }

  /** Notes a failure. */
  failed(address: string, place: string | undefined, now: Date): void {
    for (const key of [placeKey(address, place), address]) {
      const known = this.#failures.get(key);
      const fresh = known && now.getTime() - known.since < limits.windowMs ? known : { count: 0, since: now.getTime() };
      this.#failures.delete(key);
      this.#failures.set(key, { count: fresh.count + 1, since: fresh.since });
    }
    this.#forgetOldest();
  }

  /** Forgets the failures of a person who has shown the right password from this place. */
  succeeded(address: string, place: string | undefined): void {
    this.#failures.delete(placeKey(address, place));
  }

  #wait(key: string, limit: number, now: Date): number {
    const known = this.#failures.get(key);
    return known && known.count >= limit ? known.since + limits.windowMs - now.getTime() : 0;
  }

  #forgetOldest(): void {
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= limits.remembered) return;
      this.#failures.delete(key);
    }
  }
}

function placeKey(address: string, place: string | undefined): string {
  return `${address} ${place ?? ''}`;
}
