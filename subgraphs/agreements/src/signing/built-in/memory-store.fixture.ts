import { RetryLater } from '@firmament/kit';
import type { CeremonyStore } from './built-in.js';
import type { Ceremony } from './ceremony.types.js';

const copy = <T extends Ceremony | null>(one: T): T => (one ? { ...one, recipients: one.recipients.map((recipient) => ({ ...recipient })) } : one);

/** Ceremonies in memory, copied in and out as a database would; `loseNextAnswer` keeps and then fails. */
export class MemoryStore implements CeremonyStore {
  readonly rows = new Map<string, Ceremony>();
  loseNextAnswer = false;
  reads = 0;

  insert(ceremony: Ceremony): Promise<boolean> {
    if ([...this.rows.values()].some((one) => one.reference === ceremony.reference)) return Promise.resolve(false);
    this.rows.set(ceremony.providerRef, copy(ceremony));
    return this.#answer(true);
  }

  byRef(providerRef: string): Promise<Ceremony | null> {
    this.reads += 1;
    return Promise.resolve(copy(this.rows.get(providerRef) ?? null));
  }

  byReference(reference: string): Promise<Ceremony | null> {
    this.reads += 1;
    return Promise.resolve(copy([...this.rows.values()].find((one) => one.reference === reference) ?? null));
  }

  update(ceremony: Ceremony, from: number): Promise<boolean> {
    if (this.rows.get(ceremony.providerRef)?.version !== from) return Promise.resolve(false);
    this.rows.set(ceremony.providerRef, copy(ceremony));
    return Promise.resolve(true);
  }

  async #answer(value: boolean): Promise<boolean> {
    const lost = this.loseNextAnswer;
    this.loseNextAnswer = false;
    if (lost) throw new RetryLater('BUILT_IN', 'The database did not answer.');
    return value;
  }
}
