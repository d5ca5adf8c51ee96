import { z } from 'zod';
import { ProviderRefused, RetryLater } from '@firmament/kit';
import { isOver, refsOf, whyNotSendable } from '../envelope.js';
import { joined, pageCounts } from '../pdf.js';
import type { Envelope, EnvelopeReading, Person, SentEnvelope, SignedFiles, SigningProvider } from '../signing-provider.js';
import { readPandadocCallback } from './callback.js';
import { PandadocHttp, type PandadocLine } from './http.js';
import { detailsShape, fieldsOf, listShape, makingOf, personOf, readingOf, referenceKey, reminderShape, statusShape, trailShape, type Details } from './wire-shapes.js';

const documents = '/public/v1/documents';
const at = (id: string, rest = '', version = 'v1'): string => `/public/${version}/documents/${encodeURIComponent(id)}${rest}`;
const looks = 15;
const pauseMs = 1_000;
const languages: Readonly<Record<string, string>> = { en: 'en-US', fr: 'fr-FR', it: 'it-IT', es: 'es-ES', nl: 'nl-NL', de: 'de-DE', pt: 'pt-PT', pl: 'pl-PL', sv: 'sv-SE', cs: 'cs-CZ', da: 'da-DK', el: 'el-GR', hu: 'hu-HU', nb: 'nb-NO', ro: 'ro-RO', bg: 'bg-BG' };

/** PandaDoc over its REST API. Sending is several steps there; each can be taken up where an earlier try stopped. */
export class PandadocProvider implements SigningProvider {
  readonly name = 'PANDADOC';
  readonly abilities = { roles: { SIGNER: 'SIGNER', APPROVER: 'APPROVER', VIEWER: 'COPY', COPY: 'COPY' }, certificate: 'IN_THE_FILE' } as const;
  readonly readCallback = readPandadocCallback;
  readonly #http: PandadocHttp;

  constructor(private readonly line: PandadocLine) { this.#http = new PandadocHttp(line); }

  async send(envelope: Envelope): Promise<SentEnvelope> {
    const why = whyNotSendable(envelope);
    if (why) throw new ProviderRefused(this.name, why);
    const known = await this.find(envelope.reference);
    const id = known ?? await this.#create(envelope);
    await this.#ready(id);
    const details = await this.#details(id);
    const refs = refsOf(envelope, readingOf(details, { results: [] }, this.line.now()).recipients);
    if (details.status === 'document.draft') await this.#sendDraft(envelope, details, refs);
    return { providerRef: id, refs, repeated: known !== null };
  }

  async find(reference: string): Promise<string | null> {
    const query = new URLSearchParams({ [`metadata_${referenceKey}`]: reference, count: '5' });
    return (await this.#http.json(listShape, `${documents}?${query.toString()}`)).results[0]?.id ?? null;
  }

  async read(providerRef: string): Promise<EnvelopeReading> {
    const details = await this.#details(providerRef);
    // Only the diary says why somebody declined.
    const trail = details.status === 'document.declined' ? await this.#http.json(trailShape, at(providerRef, '/audit-trail?limit=100', 'v2')) : { results: [] };
    return readingOf(details, trail, this.line.now());
  }

  async cancel(providerRef: string, reason: string): Promise<void> {
    const before = await this.read(providerRef);
    if (before.state === 'COMPLETED') throw new ProviderRefused(this.name, 'Everybody has signed: this can no longer be taken back.');
    if (isOver(before)) return;
    try {
      await this.#http.bytes(at(providerRef, '/status'), { method: 'PATCH', body: { status: 11, note: reason.slice(0, 500), notify_recipients: true } });
    } catch (error) {
      const after = await this.read(providerRef);
      if (!isOver(after) || after.state === 'COMPLETED') throw error;
    }
  }

  async replaceRecipient(providerRef: string, ref: string, by: Person): Promise<{ ref: string }> {
    await this.#http.bytes(at(providerRef, `/recipients/recipient/${encodeURIComponent(ref)}`), { method: 'PATCH', body: personOf(by) });
    return { ref };
  }

  async remind(providerRef: string, ref: string): Promise<void> {
    const { result } = await this.#http.json(reminderShape, at(providerRef, '/send-reminder'), { method: 'POST', body: { reminders: [{ recipient_id: ref, delivery_methods: { email: true, sms: false } }] } });
    const failed = result.find((one) => one.email?.status === 'error');
    if (failed) throw new ProviderRefused(this.name, `PandaDoc: ${failed.email?.detail ?? 'the reminder was not sent.'}`);
  }

  async fetchSigned(providerRef: string): Promise<SignedFiles> { return { pdf: await this.#http.bytes(at(providerRef, '/download-protected')), certificate: null }; }

  #details(id: string): Promise<Details> { return this.#http.json(detailsShape, at(id, '/details')); }

  /** Makes the document. PandaDoc takes one file, so several are joined. */
  async #create(envelope: Envelope): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(await joined(envelope.documents.map((one) => one.pdf)))], { type: 'application/pdf' }), `${envelope.title.slice(0, 80)}.pdf`);
    form.set('data', JSON.stringify(makingOf(envelope)));
    return (await this.#http.json(statusShape, documents, { method: 'POST', body: form })).id;
  }

  /** A new document is prepared for a while. Whoever waits in vain comes again and finds it by our reference. */
  async #ready(id: string): Promise<void> {
    for (let look = 0; look < looks; look++) {
      const { status } = await this.#http.json(statusShape, at(id));
      if (status === 'document.error') throw new ProviderRefused(this.name, 'PandaDoc could not read the document.');
      if (status !== 'document.uploaded') return;
      await this.line.pause(pauseMs);
    }
    throw new RetryLater(this.name, 'PandaDoc is still preparing the document.', { retryAfterMs: 15_000 });
  }

  async #sendDraft(envelope: Envelope, details: Details, refs: Readonly<Record<string, string>>): Promise<void> {
    const counts = await pageCounts(envelope.documents.map((one) => one.pdf));
    const fields = fieldsOf(envelope, refs, counts.map((_, i) => counts.slice(0, i).reduce((sum, pages) => sum + pages, 0)));
    if (fields.length > 0 && (details.fields?.length ?? 0) === 0) await this.#http.bytes(at(details.id, '/fields'), { method: 'POST', body: { fields } });
    const days = envelope.expiresAt ? Math.max(1, Math.ceil((envelope.expiresAt.getTime() - this.line.now().getTime()) / 86_400_000)) : null;
    const language = languages[envelope.language.split('-')[0] ?? ''];
    if (days || language) await this.#http.bytes(at(details.id, '/settings', 'v2'), { method: 'PATCH', body: { ...(days ? { expires_in: days } : {}), ...(language ? { language } : {}) } });
    await this.#http.json(z.object({ status: z.string() }), at(details.id, '/send'), { method: 'POST', body: { subject: envelope.title, ...(envelope.message ? { message: envelope.message } : {}), silent: false } });
  }
}
