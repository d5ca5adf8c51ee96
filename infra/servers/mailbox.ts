import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';

/** A caught mail, as tests and the page read it. */
export interface CaughtMail {
  id: string;
  receivedAt: string;
  /** The envelope: who handed it in and for whom, whatever the headers say. */
  envelope: { from: string; to: string[] };
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { filename: string; contentType: string; content: string }[];
  /** The whole mail as it came, in base64, where it was sent to an address at which the house itself reads. */
  raw?: string;
}

/** A mail that the house itself reads. */
export interface InboundMail { id: string; to: string[]; raw: string }

/** At addresses with a word behind a plus, such as `bills+…@`, the house reads. */
const isOurs = (address: string): boolean => /^[a-z]+\+/i.test(address);

const keep = 2000;

/** Every mail that was accepted, newest last. */
export class Mailbox {
  #mails: CaughtMail[] = [];
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
  }

  /** Reads what an earlier run kept. */
  async load(): Promise<void> {
    if (!this.#file) return;
    const lines = (await readFile(this.#file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    this.#mails = lines.slice(-keep).map((line) => JSON.parse(line) as CaughtMail);
  }

  /** All mails, oldest first; optionally those to one address only. */
  all(to?: string): CaughtMail[] {
    const wanted = to?.toLowerCase();
    return wanted ? this.#mails.filter((mail) => mail.envelope.to.some((address) => address.toLowerCase() === wanted)) : [...this.#mails];
  }

  /** Mails that the house itself reads, whole, oldest first: those that came after one of them, or all. */
  inbound(after?: string): InboundMail[] {
    const at = after ? this.#mails.findIndex((mail) => mail.id === after) : -1;
    return this.#mails.slice(at + 1).flatMap(({ id, envelope, raw }) => (raw ? [{ id, to: envelope.to, raw }] : []));
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    this.#mails = [];
    if (this.#file) await writeFile(this.#file, '', { mode: 0o600 });
  }

  /** Takes a raw mail in. */
  async add(raw: Buffer, envelope: CaughtMail['envelope']): Promise<CaughtMail> {
    const mail = await read(raw, envelope);
    this.#mails.push(mail);
    if (this.#mails.length > keep) this.#mails.shift();
    if (this.#file) await appendFile(this.#file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
    return mail;
  }
}

async function read(raw: Buffer, envelope: CaughtMail['envelope']): Promise<CaughtMail> {
  const parsed = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
  return {
    id: randomUUID(), receivedAt: new Date().toISOString(), envelope,
    from: parsed.from?.address ?? envelope.from,
    to: (parsed.to ?? []).map((address) => address.address ?? ''),
    subject: parsed.subject ?? '', text: parsed.text ?? '', html: parsed.html ?? '',
    headers: Object.fromEntries(parsed.headers.map((header) => [header.key, header.value])),
    attachments: parsed.attachments.map((part) => ({ filename: part.filename ?? '', contentType: part.mimeType, content: String(part.content) })),
    ...(envelope.to.some(isOurs) ? { raw: raw.toString('base64') } : {}),
  };
}
