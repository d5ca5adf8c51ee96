import sign from '@dropbox/sign';
import type { SignatureRequestApi, SignatureRequestResponse } from '@dropbox/sign';
import { askVendor, ProviderRefused, type FaultWords } from '@firmament/kit';
import { isOver, refsOf, whyNotSendable } from '../envelope.js';
import type { Envelope, EnvelopeReading, Person, SentEnvelope, SignedFiles, SigningProvider } from '../signing-provider.js';
import { readDropboxSignCallback } from './callback.js';
import { readingOf, referenceKey, sendingOf } from './wire-shapes.js';

/** A firm's line to Dropbox Sign: its key, or what it allowed by OAuth. */
export interface DropboxSignLine {
  readonly baseUrl: string;
  readonly credential: () => Promise<{ readonly apiKey: string } | { readonly accessToken: string }>;
  readonly testMode: boolean;
  readonly clientId?: string;
  readonly now: () => Date;
  readonly timeoutMs?: number;
}

const gone: EnvelopeReading = { providerRef: '', reference: null, state: 'VOIDED', sentAt: null, completedAt: null, endedAt: null, reason: null, recipients: [] };

/** Dropbox Sign through the vendor's own client. */
export class DropboxSignProvider implements SigningProvider {
  readonly name = 'DROPBOX_SIGN';
  readonly abilities = { roles: { SIGNER: 'SIGNER', APPROVER: 'SIGNER', VIEWER: 'COPY', COPY: 'COPY' }, certificate: 'IN_THE_FILE' } as const;
  readonly readCallback = readDropboxSignCallback;

  constructor(private readonly line: DropboxSignLine) {}

  async send(envelope: Envelope): Promise<SentEnvelope> {
    const why = whyNotSendable(envelope) ?? this.#whyNotHere(envelope);
    if (why) throw new ProviderRefused(this.name, why);
    const known = await this.#lookUp(envelope.reference);
    const request = known ?? (await this.#call((api) => api.signatureRequestSend(sendingOf(envelope, { testMode: this.line.testMode, clientId: this.line.clientId })))).signatureRequest;
    const reading = readingOf(request);
    return { providerRef: reading.providerRef, refs: refsOf(envelope, reading.recipients), repeated: known !== null };
  }

  async find(reference: string): Promise<string | null> { return (await this.#lookUp(reference))?.signatureRequestId ?? null; }

  async read(providerRef: string): Promise<EnvelopeReading> {
    try {
      return readingOf((await this.#call((api) => api.signatureRequestGet(providerRef))).signatureRequest);
    } catch (error) {
      // Once cancelled a request is gone: the vendor says so, and says no more of it.
      if (error instanceof ProviderRefused && error.message.endsWith('[deleted]')) return { ...gone, providerRef };
      throw error;
    }
  }

  async cancel(providerRef: string, _reason: string): Promise<void> {
    const before = await this.read(providerRef);
    if (before.state === 'COMPLETED') throw new ProviderRefused(this.name, 'Everybody has signed: this can no longer be taken back.');
    if (isOver(before)) return;
    try {
      await this.#call((api) => api.signatureRequestCancel(providerRef) as Promise<{ body?: unknown }>);
    } catch (error) {
      const after = await this.read(providerRef);
      if (!isOver(after) || after.state === 'COMPLETED') throw error;
    }
  }

  async replaceRecipient(providerRef: string, ref: string, by: Person): Promise<{ ref: string }> {
    const before = await this.#open(providerRef, ref);
    const { signatureRequest } = await this.#call((api) => api.signatureRequestUpdate(providerRef, { signatureId: ref, emailAddress: by.email, name: by.name }));
    const others = new Set(before.recipients.map((one) => one.ref));
    return { ref: readingOf(signatureRequest).recipients.find((one) => !others.has(one.ref))?.ref ?? ref };
  }

  async remind(providerRef: string, ref: string): Promise<void> {
    const recipient = (await this.#open(providerRef, ref)).recipients.find((one) => one.ref === ref);
    await this.#call((api) => api.signatureRequestRemind(providerRef, { emailAddress: recipient?.email ?? '', ...(recipient?.name ? { name: recipient.name } : {}) }));
  }

  async fetchSigned(providerRef: string): Promise<SignedFiles> {
    const pdf = await this.#call((api) => api.signatureRequestFiles(providerRef, 'pdf') as Promise<{ body: Uint8Array }>);
    return { pdf: Buffer.from(pdf), certificate: null };
  }

  #whyNotHere(envelope: Envelope): string | null {
    const signers = envelope.recipients.filter((one) => one.role === 'SIGNER' || one.role === 'APPROVER').map((one) => one.email.toLowerCase());
    return new Set(signers).size < signers.length ? 'Dropbox Sign needs another address for each signer.' : null;
  }

  /** The newest requests first, because the vendor's search learns of a request a while after it was made. */
  async #lookUp(reference: string): Promise<SignatureRequestResponse | null> {
    const isOurs = (one: SignatureRequestResponse): boolean => (one.metadata as Record<string, string> | undefined)?.[referenceKey] === reference;
    const newest = await this.#call((api) => api.signatureRequestList(undefined, 1, 100));
    const fresh = newest.signatureRequests.find(isOurs);
    if (fresh || (newest.listInfo.numPages ?? 1) <= 1) return fresh ?? null;
    return (await this.#call((api) => api.signatureRequestList(undefined, 1, 100, reference))).signatureRequests.find(isOurs) ?? null;
  }

  async #open(providerRef: string, ref: string): Promise<EnvelopeReading> {
    const reading = await this.read(providerRef);
    const recipient = reading.recipients.find((one) => one.ref === ref);
    if (!recipient || recipient.role === 'COPY') throw new ProviderRefused(this.name, 'Only somebody who is asked to sign can be replaced or reminded here.');
    if (recipient.state === 'DONE') throw new ProviderRefused(this.name, `${recipient.name} has done it already.`);
    return reading;
  }

  async #call<T>(work: (api: SignatureRequestApi) => Promise<{ body?: T }>): Promise<T> {
    const api = new sign.SignatureRequestApi(this.line.baseUrl);
    const credential = await this.line.credential();
    if ('apiKey' in credential) api.username = credential.apiKey;
    else api.accessToken = credential.accessToken;
    api.addInterceptor((options) => { options.timeout = this.line.timeoutMs ?? 20_000; return Promise.resolve(); });
    return (await askVendor(this.#words(), () => work(api))).body as T;
  }

  #words(): FaultWords {
    return {
      provider: this.name, label: 'Dropbox Sign', now: this.line.now(),
      words: (data) => { const { error } = (data ?? {}) as { error?: { error_msg?: string; error_name?: string } }; return { sentence: error ? `${error.error_msg ?? ''} [${error.error_name ?? ''}]` : null }; },
    };
  }
}
