import { createHash } from 'node:crypto';
import { ProviderRefused } from '@firmament/kit';
import { auditPages, composed, sealed, type AuditLine, type PageMark } from '../pdf.js';
import type { SignatureField } from '../signing-provider.js';
import type { Ceremony, CeremonyAct, CeremonyRecipient } from './ceremony.types.js';
import type { OpenFirmKey } from './firm-key.js';

/** The lower-case hex SHA-256 of bytes. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const utc = (date: Date | null): string => (date ? date.toISOString().replace('T', ' ').slice(0, 19) + ' UTC' : '–');
const verbs: Readonly<Record<string, string>> = { SIGNER: 'Signed', APPROVER: 'Approved' };

async function contentOf(field: SignatureField, of: { readonly recipient: CeremonyRecipient; readonly act: CeremonyAct; readonly index: number }): Promise<PageMark['content']> {
  const { recipient, act, index } = of;
  if (field.kind === 'SIGNATURE') return act.mark.kind === 'DRAWN' ? { kind: 'IMAGE', png: await act.mark.png.read() } : { kind: 'HAND', text: act.mark.text };
  if (field.kind === 'INITIALS') return { kind: 'HAND', text: recipient.name.split(/\s+/).map((word) => word[0] ?? '').join('') };
  if (field.kind === 'DATE') return { kind: 'TEXT', text: act.at.toISOString().slice(0, 10) };
  return { kind: 'TEXT', text: field.kind === 'NAME' ? recipient.name : (act.values[index] ?? '') };
}

/** Every field of everybody who signed, where it belongs in the joined document; in the order in which they signed. */
async function marksOf(ceremony: Ceremony): Promise<PageMark[]> {
  const before = (document: number): number => ceremony.documents.slice(0, document).reduce((sum, one) => sum + one.pages, 0);
  const signed = ceremony.recipients.filter((one) => one.act).sort((a, b) => (a.doneAt?.getTime() ?? 0) - (b.doneAt?.getTime() ?? 0));
  return Promise.all(signed.flatMap((recipient) => recipient.fields.map(async (field, index) => ({
    page: before(field.document) + field.page - 1, x: field.x, y: field.y, width: field.width, height: field.height, content: await contentOf(field, { recipient, act: recipient.act as CeremonyAct, index }),
  }))));
}

function linesOf(one: CeremonyRecipient): AuditLine[] {
  const plain = (text: string): AuditLine => ({ text, style: 'PLAIN' });
  if (!one.act) return one.role === 'SIGNER' || one.role === 'APPROVER' ? [] : [{ text: `${one.name} (${one.role === 'COPY' ? 'gets a copy' : 'was asked to read'})`, style: 'HEAD' }, plain(one.email)];
  return [
    { text: `${verbs[one.role] ?? ''} by ${one.name}`, style: 'HEAD' }, plain(one.email), plain(`Asked ${utc(one.notifiedAt)}   Looked ${utc(one.viewedAt)}   ${verbs[one.role] ?? ''} ${utc(one.doneAt)}`),
    plain(`Known by: ${one.act.identity}`), plain(`Agreed to: «${one.act.consent}»`), plain(`Signature ${one.act.mark.kind === 'DRAWN' ? 'drawn' : `typed: ${one.act.mark.text}`}   Network address (hashed): ${one.act.ipHash}`),
  ];
}

/** How it was signed: by whom, when, known by what, having agreed to what. */
export function auditOf(ceremony: Ceremony): AuditLine[] {
  return [
    { text: 'How this was signed', style: 'TITLE' }, { text: ceremony.title, style: 'HEAD' }, { text: `Envelope ${ceremony.providerRef}   Reference ${ceremony.reference}   Sent ${utc(ceremony.sentAt)}`, style: 'PLAIN' },
    ...ceremony.documents.map((one): AuditLine => ({ text: `${one.name}: SHA-256 ${one.sha256}`, style: 'PLAIN' })), ...ceremony.recipients.flatMap(linesOf),
  ];
}

/** Stamps the fields, appends how it was signed, and seals all of it with the firm's key. The certificate is a page of its own that names the sealed file's hash. */
export async function signedResult(ceremony: Ceremony, key: OpenFirmKey, at: Date): Promise<{ pdf: Uint8Array; certificate: Uint8Array; sha256: string }> {
  const pdfs = await Promise.all(ceremony.documents.map((one) => one.pdf.read()));
  const audit = auditOf(ceremony);
  const seal = { ...key, reason: `Completed: ${ceremony.title}`, at, name: ceremony.reference };
  try {
    const pdf = await sealed(await composed(pdfs, await marksOf(ceremony), audit), seal);
    const hash = sha256(pdf);
    const certificate = await sealed(await auditPages([...audit, { text: `The signed file has the SHA-256 ${hash}`, style: 'HEAD' }]), seal);
    return { pdf, certificate, sha256: hash };
  } catch (error) {
    throw new ProviderRefused('BUILT_IN', `The document could not be sealed: ${(error as Error).message.slice(0, 200)}`);
  }
}
