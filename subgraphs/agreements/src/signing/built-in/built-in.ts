import { ProviderRefused, ReauthRequired, RetryLater } from '@firmament/kit';
import { isOver, refsOf, whyNotSendable } from '../envelope.js';
import { pageCounts } from '../pdf.js';
import type { Envelope, EnvelopeReading, Person, SentEnvelope, SignedFiles, SigningProvider } from '../signing-provider.js';
import { readBuiltInCallback } from './callback.js';
import { askNext, ceremonyOf, decline, everybodyDone, isExpired, look, put, readingOf, replace, whyNotNow } from './ceremony.js';
import type { Ceremony, CeremonyAct, CeremonyRecipient } from './ceremony.types.js';
import type { OpenFirmKey } from './firm-key.js';
import { inHand } from './held-bytes.js';
import { whyNoName, whyNoPicture } from './mark.rules.js';
import { sha256, signedResult } from './signed-result.js';

/** Where ceremonies are kept. One row each; the bytes may lie elsewhere. */
export interface CeremonyStore {
  /** Keeps a new one. False when another with this reference is there: nothing was kept then. */
  insert(ceremony: Ceremony): Promise<boolean>;
  byRef(providerRef: string): Promise<Ceremony | null>;
  byReference(reference: string): Promise<Ceremony | null>;
  /** Keeps a change, if the stored version is still `from`; false otherwise. */
  update(ceremony: Ceremony, from: number): Promise<boolean>;
}

/** What the built-in signer leans on. `key` is null when the firm's key was withdrawn. */
export interface BuiltInHouse {
  readonly store: CeremonyStore;
  readonly key: () => Promise<OpenFirmKey | null>;
  readonly now: () => Date;
  readonly newRef: () => string;
  /** Asks somebody by mail; the packet's own mails stand behind it. */
  readonly notify: (ceremony: Ceremony, ref: string, what: 'ASKED' | 'REMINDED') => Promise<void>;
}

const tries = 5;

function whyUnreadable(envelope: Envelope, counts: readonly number[] | null): string | null {
  if (!counts) return 'One of the documents is not a PDF that can be read.';
  return envelope.recipients.some((one) => one.fields.some((field) => field.page > (counts[field.document] ?? 0))) ? 'A field lies on a page that is not there.' : null;
}

/** Signing in our own house: a ceremony in the portal, a page that tells how it was signed, and a PAdES seal over all of it. */
export class BuiltInProvider implements SigningProvider {
  readonly name = 'BUILT_IN';
  readonly abilities = { roles: { SIGNER: 'SIGNER', APPROVER: 'APPROVER', VIEWER: 'VIEWER', COPY: 'COPY' }, certificate: 'SEPARATE' } as const;
  readonly readCallback = readBuiltInCallback;

  constructor(private readonly house: BuiltInHouse) {}

  async send(envelope: Envelope): Promise<SentEnvelope> {
    const counts = await pageCounts(envelope.documents.map((one) => one.pdf)).catch(() => null);
    const why = whyNotSendable(envelope) ?? whyUnreadable(envelope, counts);
    if (why) throw new ProviderRefused(this.name, why);
    const known = await this.house.store.byReference(envelope.reference);
    const made = known ?? ceremonyOf(envelope, { providerRef: this.house.newRef(), now: this.house.now(), papers: envelope.documents.map((one, i) => ({ sha256: sha256(one.pdf), pages: counts?.[i] ?? 0 })) });
    const kept = known === null && (await this.house.store.insert(made));
    const ceremony = kept ? made : await this.house.store.byReference(envelope.reference) ?? made;
    if (kept) await this.#ask(made, made.recipients.filter((one) => one.state === 'NOTIFIED'));
    return { providerRef: ceremony.providerRef, refs: refsOf(envelope, readingOf(ceremony, this.house.now()).recipients), repeated: !kept };
  }

  async find(reference: string): Promise<string | null> { return (await this.house.store.byReference(reference))?.providerRef ?? null; }

  async read(providerRef: string): Promise<EnvelopeReading> { return readingOf(await this.#get(providerRef), this.house.now()); }

  async cancel(providerRef: string, reason: string): Promise<void> {
    await this.#change(providerRef, (ceremony) => {
      if (ceremony.state === 'COMPLETED') throw new ProviderRefused(this.name, 'Everybody has signed: this can no longer be taken back.');
      if (isOver(readingOf(ceremony, this.house.now()))) return false;
      Object.assign(ceremony, { state: 'VOIDED', reason, endedAt: this.house.now() });
      return true;
    });
  }

  async replaceRecipient(providerRef: string, ref: string, by: Person): Promise<{ ref: string }> {
    const ceremony = await this.#change(providerRef, (one) => { replace(this.#undone(one, ref), by, this.house.now()); return true; });
    await this.#ask(ceremony, ceremony.recipients.filter((one) => one.ref === ref && one.state === 'NOTIFIED'));
    return { ref };
  }

  async remind(providerRef: string, ref: string): Promise<void> {
    const ceremony = await this.#get(providerRef);
    const recipient = this.#undone(ceremony, ref);
    const why = whyNotNow(ceremony, recipient, this.house.now());
    if (why) throw new ProviderRefused(this.name, why);
    await this.house.notify(ceremony, ref, 'REMINDED');
  }

  async fetchSigned(providerRef: string): Promise<SignedFiles> {
    const { signed } = await this.#get(providerRef);
    if (!signed) throw new ProviderRefused(this.name, 'Not everybody has signed yet.');
    return { pdf: await signed.pdf.read(), certificate: await signed.certificate.read() };
  }

  /** Somebody opened the documents. */
  async view(providerRef: string, ref: string): Promise<void> {
    await this.#change(providerRef, (ceremony) => { look(this.#mayAct(ceremony, ref), this.house.now()); return true; });
  }

  /** Somebody signs or approves. With the last of them the documents are sealed. */
  async sign(providerRef: string, ref: string, act: CeremonyAct): Promise<void> {
    const fault = act.mark.kind === 'DRAWN' ? whyNoPicture(await act.mark.png.read()) : whyNoName(act.mark.text);
    if (fault) throw new ProviderRefused(this.name, fault);
    const asked = new Set<string>();
    const ceremony = await this.#change(providerRef, (one) => {
      const before = new Set(one.recipients.filter((other) => other.state !== 'WAITING').map((other) => other.ref));
      put(one, this.#mayAct(one, ref), act);
      asked.clear();
      for (const other of one.recipients) if (other.state === 'NOTIFIED' && !before.has(other.ref)) asked.add(other.ref);
      return true;
    });
    await this.#ask(ceremony, ceremony.recipients.filter((one) => asked.has(one.ref)));
    if (everybodyDone(ceremony)) await this.seal(providerRef);
  }

  /** Somebody says no. */
  async decline(providerRef: string, ref: string, reason: string): Promise<void> {
    await this.#change(providerRef, (ceremony) => { decline(ceremony, this.#mayAct(ceremony, ref), { reason, at: this.house.now() }); return true; });
  }

  /** Seals what waits for nothing but the seal. */
  async sealWhatIsDone(providerRef: string): Promise<void> {
    const ceremony = await this.#get(providerRef);
    if (ceremony.state === 'OPEN' && everybodyDone(ceremony)) await this.seal(providerRef);
  }

  /** Seals what everybody has signed. Said again, nothing happens; whoever's sealing was interrupted says it again. */
  async seal(providerRef: string): Promise<void> {
    const before = await this.#get(providerRef);
    if (before.state === 'COMPLETED') return;
    if (before.state !== 'OPEN' || !everybodyDone(before)) throw new ProviderRefused(this.name, 'Not everybody has signed yet.');
    const key = await this.house.key();
    if (!key) throw new ReauthRequired(this.name, 'The firm\'s key for sealing was withdrawn. Make a new one, then this is sealed.');
    const now = this.house.now();
    const { pdf, certificate, sha256: hash } = await signedResult(before, key, now);
    const signed = { pdf: inHand(pdf), certificate: inHand(certificate), sha256: hash };
    await this.#change(providerRef, (ceremony) => {
      if (ceremony.state !== 'OPEN') return false;
      for (const one of ceremony.recipients) if (one.role === 'COPY') Object.assign(one, { state: 'DONE', notifiedAt: now, doneAt: now });
      Object.assign(ceremony, { state: 'COMPLETED', completedAt: now, signed });
      return true;
    });
  }

  async #ask(ceremony: Ceremony, whom: readonly CeremonyRecipient[]): Promise<void> { for (const one of whom) await this.house.notify(ceremony, one.ref, 'ASKED'); }

  async #get(providerRef: string): Promise<Ceremony> {
    const found = await this.house.store.byRef(providerRef);
    if (!found) throw new ProviderRefused(this.name, 'This envelope is not known here.');
    return found;
  }

  #undone(ceremony: Ceremony, ref: string): CeremonyRecipient {
    const found = ceremony.recipients.find((one) => one.ref === ref);
    if (!found) throw new ProviderRefused(this.name, 'This recipient is not in the envelope.');
    if (found.state === 'DONE') throw new ProviderRefused(this.name, `${found.name} has done it already.`);
    if (ceremony.state !== 'OPEN' || isExpired(ceremony, this.house.now())) throw new ProviderRefused(this.name, 'This envelope is over.');
    return found;
  }

  #mayAct(ceremony: Ceremony, ref: string): CeremonyRecipient {
    const found = ceremony.recipients.find((one) => one.ref === ref && one.role !== 'COPY');
    const why = whyNotNow(ceremony, found, this.house.now());
    if (why || !found) throw new ProviderRefused(this.name, why ?? 'This person is not asked to sign here.');
    return found;
  }

  /** Changes a ceremony; when somebody else was faster, looks again and decides anew. */
  async #change(providerRef: string, work: (ceremony: Ceremony) => boolean): Promise<Ceremony> {
    for (let left = tries; left > 0; left--) {
      const ceremony = await this.#get(providerRef);
      const { version } = ceremony;
      if (!work(ceremony)) return ceremony;
      askNext(ceremony, this.house.now());
      ceremony.version = version + 1;
      if (await this.house.store.update(ceremony, version)) return ceremony;
    }
    throw new RetryLater(this.name, 'Several people sign at this moment. Try again.', { retryAfterMs: 500 });
  }
}
