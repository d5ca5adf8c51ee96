import docusign from 'docusign-esign';
import { askVendor, ProviderRefused, type FaultWords } from '@firmament/kit';
import { isOver, refsOf, whyNotSendable } from '../envelope.js';
import type { Envelope, EnvelopeReading, Person, SentEnvelope, SignedFiles, SigningProvider } from '../signing-provider.js';
import { readDocusignCallback } from './callback.js';
import { definitionOf, readingOf, referenceField, type WireEnvelope } from './wire-shapes.js';

/** Where a firm's DocuSign account is, and who we are to it. */
export interface DocusignLine {
  /** Such as `https://eu.docusign.net/restapi`; the account's own, told at consent. */
  readonly baseUrl: string;
  readonly accountId: string;
  readonly accessToken: () => Promise<string>;
  readonly now: () => Date;
  readonly timeoutMs?: number;
}

/** Transaction ids are forgotten after seven days; our own field is searched as far back as this. */
const searchDays = 400;

/** DocuSign eSignature through the vendor's own client. */
export class DocusignProvider implements SigningProvider {
  readonly name = 'DOCUSIGN';
  readonly abilities = { roles: { SIGNER: 'SIGNER', APPROVER: 'APPROVER', VIEWER: 'VIEWER', COPY: 'COPY' }, certificate: 'SEPARATE' } as const;
  readonly readCallback = readDocusignCallback;

  constructor(private readonly line: DocusignLine) {}

  async send(envelope: Envelope): Promise<SentEnvelope> {
    const why = whyNotSendable(envelope);
    if (why) throw new ProviderRefused(this.name, why);
    const known = await this.find(envelope.reference);
    const providerRef = known ?? (await this.#call((api, account) => api.createEnvelope(account, { envelopeDefinition: definitionOf(envelope, this.line.now()) }))).envelopeId ?? '';
    return { providerRef, refs: refsOf(envelope, (await this.read(providerRef)).recipients), repeated: known !== null };
  }

  async find(reference: string): Promise<string | null> {
    const fresh = await this.#call((api, account) => api.listStatusChanges(account, { transactionIds: reference }));
    if (fresh.envelopes?.[0]) return fresh.envelopes[0].envelopeId ?? null;
    const fromDate = new Date(this.line.now().getTime() - searchDays * 86_400_000).toISOString();
    const old = await this.#call((api, account) => api.listStatusChanges(account, { fromDate, customField: `${referenceField}=${reference}` }));
    return old.envelopes?.[0]?.envelopeId ?? null;
  }

  async read(providerRef: string): Promise<EnvelopeReading> {
    return readingOf(await this.#call((api, account) => api.getEnvelope(account, providerRef, { include: 'recipients,custom_fields,tabs' })) as WireEnvelope);
  }

  async cancel(providerRef: string, reason: string): Promise<void> {
    const before = await this.read(providerRef);
    if (before.state === 'COMPLETED') throw new ProviderRefused(this.name, 'Everybody has signed: this can no longer be taken back.');
    if (isOver(before)) return;
    try {
      await this.#call((api, account) => api.update(account, providerRef, { envelope: { status: 'voided', voidedReason: reason.slice(0, 200) } }));
    } catch (error) {
      // Somebody may have ended it in the meantime; then this is what was wanted.
      const after = await this.read(providerRef);
      if (!isOver(after) || after.state === 'COMPLETED') throw error;
    }
  }

  async replaceRecipient(providerRef: string, ref: string, by: Person): Promise<{ ref: string }> {
    await this.#ask(providerRef, ref, by);
    return { ref };
  }

  remind(providerRef: string, ref: string): Promise<void> { return this.#ask(providerRef, ref, null); }

  async fetchSigned(providerRef: string): Promise<SignedFiles> {
    const [pdf, certificate] = [await this.#document(providerRef, 'combined'), await this.#document(providerRef, 'certificate')];
    return { pdf, certificate };
  }

  /** Sends the mail again to one recipient, as somebody else where one is given. */
  async #ask(providerRef: string, ref: string, by: Person | null): Promise<void> {
    const recipient = (await this.read(providerRef)).recipients.find((one) => one.ref === ref);
    if (!recipient) throw new ProviderRefused(this.name, 'This recipient is not in the envelope.');
    if (recipient.state === 'DONE') throw new ProviderRefused(this.name, `${recipient.name} has done it already.`);
    const group = recipient.role === 'VIEWER' ? 'certifiedDeliveries' : recipient.role === 'COPY' ? 'carbonCopies' : 'signers';
    const { name, email } = by ?? recipient;
    const answer = await this.#call((api, account) => api.updateRecipients(account, providerRef, { resendEnvelope: 'true', recipients: { [group]: [{ recipientId: ref, name, email }] } }));
    const failed = answer.recipientUpdateResults?.find((one) => one.errorDetails?.errorCode && one.errorDetails.errorCode !== 'SUCCESS');
    if (failed) throw new ProviderRefused(this.name, `DocuSign: ${failed.errorDetails?.message ?? 'the recipient could not be changed.'}`);
  }

  async #document(providerRef: string, which: string): Promise<Uint8Array> {
    const bytes: unknown = await this.#call((api, account) => api.getDocument(account, providerRef, which, {}));
    return Buffer.isBuffer(bytes) ? bytes : Buffer.from(String(bytes), 'latin1');
  }

  async #call<T>(work: (api: docusign.EnvelopesApi, account: string) => Promise<T>): Promise<T> {
    const client = new docusign.ApiClient();
    client.setBasePath(this.line.baseUrl);
    client.addDefaultHeader('Authorization', `Bearer ${await this.line.accessToken()}`);
    Object.assign(client, { timeout: this.line.timeoutMs ?? 20_000 });
    return askVendor(this.#words(), () => work(new docusign.EnvelopesApi(client), this.line.accountId));
  }

  #words(): FaultWords {
    return { provider: this.name, label: 'DocuSign', now: this.line.now(), words: (data) => { const { errorCode = '', message = null } = (data ?? {}) as { errorCode?: string; message?: string }; return { sentence: message, throttled: /APIINVOCATION_LIMIT/.test(errorCode) }; } };
  }
}
