import { createHash } from 'node:crypto';
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { idToUuid, mailReceived } from '@firmament/events';
import { sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { portsOf } from '../ports.js';
import { readAddress } from './address.rules.js';
import { InboundAddress } from './inbound-address.entity.js';
import type { InboundMail } from './inbound-mail.js';

const mostFiles = 10;
const largestFile = 20 * 1024 ** 2;

interface File { readonly key: string; readonly name: string; readonly contentType: string; readonly bytes: Uint8Array; readonly sha256: string }
type Address = NonNullable<ReturnType<typeof readAddress>>;

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = ({ content }: Attachment): Uint8Array => (typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content));

/** By what a second delivery of the same mail is known: its Message-ID, or all of it where it has none. */
const keyOf = (mail: InboundMail, read: Email): string => hashOf(read.messageId ?? mail.raw);

/** The files of a mail. Pictures inside the text are its letterhead and not what it brings. */
function filesOf(firmId: string, key: string, read: Email): File[] {
  const brought = read.attachments.filter((one) => one.disposition !== 'inline').map((one) => ({ one, bytes: bytesOf(one) })).filter(({ bytes }) => bytes.length > 0 && bytes.length <= largestFile);
  return brought.slice(0, mostFiles).map(({ one, bytes }, at) => ({
    key: `communications/${idToUuid(firmId)}/inbound/${key.slice(0, 32)}/${at}`, name: (one.filename ?? '').replace(/[\u0000-\u001f\u007f/\\\u202a-\u202e\u2066-\u2069]/g, '').trim().slice(0, 200) || `attachment ${at + 1}`, contentType: one.mimeType, bytes, sha256: hashOf(bytes),
  }));
}

/** Whether an address takes a mail that it has not taken yet. */
async function isWanted(ctx: Ctx, { purpose, word }: Address, key: string): Promise<boolean> {
  const address = await ctx.em.findOne(InboundAddress, { purpose, word, endedAt: null });
  return address !== null && (await ctx.sql('select 1 from communications.inbound_mails where message_key = $1', [key])).length === 0;
}

/** Writes down that it was taken, once, and tells whoever it is for. */
async function record(ctx: Ctx, address: Address, mail: { readonly key: string; readonly read: Email; readonly files: readonly File[] }): Promise<void> {
  const mailId = ctx.newId('mib');
  const rows = await ctx.sql('insert into communications.inbound_mails (tenant_id, id, purpose, message_key, received_at) values (sec.tenant_id(), $1, $2, $3, $4) on conflict (tenant_id, message_key) do nothing returning id', [idToUuid(mailId), address.purpose, mail.key, ctx.now.toISOString()]);
  if (rows.length === 0) return;
  const attachments = mail.files.map(({ key, name, contentType, bytes, sha256 }) => ({ key, name, contentType, size: bytes.length, sha256 }));
  ctx.emit(mailReceived, { mailId, purpose: address.purpose, from: mail.read.from?.address ?? '', subject: (mail.read.subject ?? '').slice(0, 200), attachments }, { aggregateId: mailId });
}

/** What a mail says; null for one that no reader understands. */
async function readMail(ctx: SweepCtx, mail: InboundMail): Promise<Email | null> {
  return PostalMime.parse(mail.raw, { attachmentEncoding: 'arraybuffer' }).catch((error: unknown) => {
    ctx.log.warn({ err: error, mailId: mail.id }, 'a mail cannot be read, and is left out');
    return null;
  });
}

/** Takes a mail in for the firm that its address names. Files are laid down while no transaction is open; a second try lays the same ones down again. */
async function takeOne(ctx: SweepCtx, mail: InboundMail, address: Address): Promise<void> {
  const read = await readMail(ctx, mail);
  if (!read) return;
  const key = keyOf(mail, read);
  if (!(await ctx.inTenant(address.firmId, (inside) => isWanted(inside, address, key)))) return;
  const files = filesOf(address.firmId, key, read);
  for (const file of files) await portsOf(ctx).attachments.put(file.key, file.bytes, file.contentType);
  await ctx.inTenant(address.firmId, (inside) => record(inside, address, { key, read, files }));
}

/** Looks for mails that came. One that nobody can read is left out; while the store is away all of them wait, in their order. */
export const takeInbound = sweep({
  name: 'take-inbound',
  everyMs: 2_000,
  run: async (ctx) => {
    const { inbound } = portsOf(ctx);
    for (const mail of await inbound.waiting()) {
      for (const address of new Set(mail.to)) {
        const ours = readAddress(address);
        if (ours) await takeOne(ctx, mail, ours);
      }
      inbound.done(mail.id);
    }
  },
});
