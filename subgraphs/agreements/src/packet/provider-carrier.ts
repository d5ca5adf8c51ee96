import { ReauthRequired, RetryLater, type Connection, type Connections, type Ctx, type VaultConfig } from '@firmament/kit';
import { placesFor } from '../agreement/signature-page.rules.js';
import { builtInOf } from '../ceremony/built-in-of.js';
import { builtIn } from '../ceremony/signing-view.js';
import { callSigning, signingHouse } from '../connection/call-house.js';
import type { ServiceConfig } from '../connection/service-config.js';
import { usualService } from '../connection/usual-service.js';
import type { BuiltInProvider } from '../signing/built-in/built-in.js';
import { settingsShapes } from '../signing/open-provider.js';
import { pageCounts } from '../signing/pdf.js';
import type { Envelope, EnvelopeReading, SignatureField, SignedFiles, SigningProvider } from '../signing/signing-provider.js';
import type { DocumentStore } from '../storage/document-store.js';
import type { Carried, CarriedRecipient, FirmLine, PacketCarrier, Parcel, Way } from './carrier.js';

/** What the carrier leans on, beside what all calls of signing services share. */
export interface CarrierParts { readonly config: ServiceConfig & VaultConfig; readonly documents: DocumentStore }

const isUsable = ({ provider, health }: Connection): boolean => provider in settingsShapes && (health === 'CONNECTED' || health === 'DEGRADED');

/** Every signer's places on the last page of every document. */
function fieldsOf(at: number, signers: number, pages: readonly number[]): SignatureField[] {
  const { signature, name, date } = placesFor(at, signers);
  return pages.flatMap((page, document): SignatureField[] => [
    { ...signature, document, page, kind: 'SIGNATURE', required: true }, { ...name, document, page, kind: 'NAME', required: false }, { ...date, document, page, kind: 'DATE', required: false },
  ]);
}

/** Carries packets over a firm's connected signing services, and over the one that is our own. */
export class ProviderCarrier implements PacketCarrier {
  constructor(private readonly parts: CarrierParts) {}

  /** The services that the firm connected, beside our own, which is always there; the one that it chose as its usual one is the first, then the one that it has had longest. */
  async ways(ctx: Pick<Ctx, 'sql'>): Promise<readonly Way[]> {
    const usable = (await this.#connections.list(ctx)).filter(isUsable).sort((a, b) => a.connectedAt.getTime() - b.connectedAt.getTime());
    const firsts = usable.filter((one, at) => usable.findIndex((other) => other.provider === one.provider) === at);
    const ways: Way[] = [...firsts.map(({ provider, id }) => ({ provider, connectionId: id })), { provider: builtIn, connectionId: null }];
    const usual = await usualService(ctx);
    return [...ways.filter(({ provider }) => provider === usual), ...ways.filter(({ provider }) => provider !== usual)];
  }

  async send(line: FirmLine, parcel: Parcel): Promise<Carried> {
    const envelope = await this.#envelope(parcel);
    return this.#over(line, parcel, (provider) => provider.send(envelope));
  }

  cancel(line: FirmLine, parcel: Parcel, reason: string): Promise<void> {
    return this.#over(line, parcel, async (provider) => {
      const ref = parcel.providerRef ?? await provider.find(parcel.key);
      if (ref !== null) await provider.cancel(ref, reason);
    });
  }

  replaceRecipient(line: FirmLine, parcel: Parcel, { replaced, recipient }: { readonly replaced: CarriedRecipient; readonly recipient: CarriedRecipient }): Promise<{ ref: string }> {
    return this.#over(line, parcel, async (provider) => {
      // Said before, and only the answer was lost: the right person is there already.
      const there = (await provider.read(refOf(parcel))).recipients.find((one) => one.email.toLowerCase() === recipient.email.toLowerCase() && one.name === recipient.name);
      return there ? { ref: there.ref } : provider.replaceRecipient(refOf(parcel), nameOf(parcel, replaced), { name: recipient.name, email: recipient.email });
    });
  }

  remind(line: FirmLine, parcel: Parcel, recipient: CarriedRecipient): Promise<void> { return this.#over(line, parcel, (provider) => provider.remind(refOf(parcel), nameOf(parcel, recipient))); }

  async read(line: FirmLine, parcel: Parcel): Promise<EnvelopeReading> {
    if (parcel.provider !== builtIn) return this.#over(line, parcel, (provider) => provider.read(refOf(parcel)));
    const ours = this.#builtIn(line, parcel);
    await ours.sealWhatIsDone(refOf(parcel));
    return ours.read(refOf(parcel));
  }

  fetchSigned(line: FirmLine, parcel: Parcel): Promise<SignedFiles> { return this.#over(line, parcel, (provider) => provider.fetchSigned(refOf(parcel))); }

  /** A call of the packet's service: behind the guard for those outside, and never while a transaction is open. */
  async #over<T>(line: FirmLine, parcel: Parcel, work: (provider: SigningProvider) => Promise<T>): Promise<T> {
    if (parcel.provider === builtIn) return work(this.#builtIn(line, parcel));
    if (parcel.connectionId === null) throw new ReauthRequired(parcel.provider, 'This signing service is not connected.');
    return callSigning(this.parts.config, line, parcel.connectionId, work);
  }

  #builtIn(line: FirmLine, parcel: Parcel): BuiltInProvider {
    return builtInOf(line, parcel, { connections: this.#connections, documents: this.parts.documents });
  }

  get #connections(): Connections { return signingHouse({ config: this.parts.config }).connections; }

  /** The house keeps the time to sign itself, because it can be extended: no service is told of an end of its own. */
  async #envelope({ key, title, message, documents, recipients }: Parcel): Promise<Envelope> {
    const papers = await Promise.all(documents.map(async (one) => ({ name: one.name, pdf: await this.parts.documents.get(one.key) })));
    const pages = await pageCounts(papers.map((one) => one.pdf));
    const signers = recipients.filter((one) => one.role === 'SIGNER');
    return {
      reference: key, title, message, language: 'en', documents: papers, expiresAt: null,
      recipients: recipients.map(({ recipientId, name, email, role, order }) => ({ key: recipientId, name, email, role, order, fields: role === 'SIGNER' ? fieldsOf(signers.findIndex((one) => one.recipientId === recipientId), signers.length, pages) : [] })),
    };
  }
}

function refOf({ provider, providerRef }: Parcel): string {
  if (providerRef === null) throw new RetryLater(provider, 'The signing service does not have it yet.');
  return providerRef;
}

function nameOf({ provider }: Parcel, { ref, name }: CarriedRecipient): string {
  if (ref === null) throw new RetryLater(provider, `The signing service does not know ${name} yet.`);
  return ref;
}
