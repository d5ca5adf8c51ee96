import { idToUuid, isId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { FirmLine, Parcel } from '../packet/carrier.js';
import type { CeremonyStore } from '../signing/built-in/built-in.js';
import type { Ceremony, CeremonyRecipient } from '../signing/built-in/ceremony.types.js';
import type { HeldBytes } from '../signing/built-in/held-bytes.js';
import type { DocumentStore } from '../storage/document-store.js';
import type { StoredDocument } from '../storage/document.types.js';
import { layDown, type BytesPlace } from '../storage/lay-down.js';
import { SigningCeremony } from './ceremony.entity.js';
import { revived, written } from './kept-ceremony.rules.js';
import type { KeptMark, KeptPaper, KeptRecipient, KeptResult } from './kept-ceremony.types.js';

/** What the store leans on: the firm, the packet whose ceremonies it keeps, and where bytes lie. */
export interface CeremonyPlace { readonly line: FirmLine; readonly parcel: Parcel; readonly documents: DocumentStore }

/** A row, as far as it changes. */
interface Row { readonly state: Ceremony['state']; readonly recipients: readonly KeptRecipient[]; readonly signed: KeptResult | null; readonly reason: string | null; readonly completedAt: Date | null; readonly endedAt: Date | null }

/** Ceremonies of one packet: rows in the database, bytes in the object store. Bytes are laid down before the row that names them, while nothing is open. */
export class PostgresCeremonies implements CeremonyStore {
  constructor(private readonly place: CeremonyPlace) {}

  async insert(ceremony: Ceremony): Promise<boolean> {
    const { parcel, line } = this.place;
    const papers = await Promise.all(ceremony.documents.map(async ({ name, pages, sha256, pdf }): Promise<KeptPaper> => (
      { ...(parcel.documents.find((one) => one.sha256 === sha256) ?? await this.#kept(pdf, 'pdf')), name, pages })));
    const row = await this.#row(ceremony);
    return line.inFirm(async (ctx) => (await ctx.sql(
      `insert into agreements.ceremonies (tenant_id, id, version, client_id, packet_id, reference, title, documents, sent_at, expires_at, state, recipients, signed, reason, completed_at, ended_at)
       values (sec.tenant_id(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict on constraint ceremony_once do nothing returning id`,
      [idToUuid(ceremony.providerRef), ceremony.version, idToUuid(parcel.clientId), idToUuid(parcel.packetId), ceremony.reference, ceremony.title, JSON.stringify(papers), ceremony.sentAt, ceremony.expiresAt, ...valuesOf(row)])).length > 0);
  }

  byRef(providerRef: string): Promise<Ceremony | null> { return isId('cer', providerRef) ? this.#found((ctx) => ctx.em.findOne(SigningCeremony, { id: providerRef })) : Promise.resolve(null); }

  byReference(reference: string): Promise<Ceremony | null> { return this.#found((ctx) => ctx.em.findOne(SigningCeremony, { reference })); }

  async update(ceremony: Ceremony, from: number): Promise<boolean> {
    const row = await this.#row(ceremony);
    return this.place.line.inFirm(async (ctx) => (await ctx.sql(
      'update agreements.ceremonies set version = $2, state = $4, recipients = $5, signed = $6, reason = $7, completed_at = $8, ended_at = $9 where id = $1 and version = $3 returning id', [idToUuid(ceremony.providerRef), ceremony.version, from, ...valuesOf(row)])).length > 0);
  }

  async #found(find: (ctx: Ctx) => Promise<SigningCeremony | null>): Promise<Ceremony | null> {
    const row = await this.place.line.inFirm(find);
    if (!row) return null;
    const { id: providerRef, reference, title, sentAt, expiresAt, version, state, completedAt, endedAt, reason, signed } = row;
    return {
      providerRef, reference, title, sentAt, expiresAt, version, state, completedAt, endedAt, reason, recipients: row.recipients.map((one) => this.#opened(one)),
      documents: row.documents.map((one) => ({ name: one.name, sha256: one.sha256, pages: one.pages, pdf: this.#lying(one) })), signed: signed && { pdf: this.#lying(signed.pdf), certificate: this.#lying(signed.certificate), sha256: signed.pdf.sha256 },
    };
  }

  #lying(stored: StoredDocument): HeldBytes { return { stored, read: () => this.place.documents.get(stored.key) }; }

  #opened(kept: KeptRecipient): CeremonyRecipient {
    const { act, ...one } = revived(kept);
    return { ...one, act: act && { ...act, mark: act.mark.kind === 'TYPED' ? act.mark : { kind: 'DRAWN', png: this.#lying(act.mark.picture) } } };
  }

  async #row({ state, recipients, signed, reason, completedAt, endedAt }: Ceremony): Promise<Row> {
    return {
      state, reason, completedAt, endedAt, recipients: await Promise.all(recipients.map((one) => this.#shut(one))),
      signed: signed && { pdf: await this.#kept(signed.pdf, 'pdf'), certificate: await this.#kept(signed.certificate, 'pdf') },
    };
  }

  async #shut({ act, ...one }: CeremonyRecipient): Promise<KeptRecipient> {
    const mark: KeptMark | null = act && (act.mark.kind === 'TYPED' ? act.mark : { kind: 'DRAWN', picture: await this.#kept(act.mark.png, 'png') });
    return written({ ...one, act: act && mark && { ...act, mark } });
  }

  async #kept(bytes: HeldBytes, kind: BytesPlace['kind']): Promise<StoredDocument> {
    const { line, parcel, documents } = this.place;
    return bytes.stored ?? layDown(documents, line.firmId, await bytes.read(), { place: idToUuid(parcel.packetId), kind });
  }
}

const valuesOf = (row: Row): unknown[] => [row.state, JSON.stringify(row.recipients), row.signed && JSON.stringify(row.signed), row.reason, row.completedAt, row.endedAt];
