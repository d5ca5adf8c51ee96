import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';

/** A mail as it arrived. */
export interface Arrived { readonly to: string; readonly from: string; readonly subject: string; readonly text: string; readonly html: string; readonly messageId: string; readonly files: { readonly name: string; readonly type: string; readonly content: string }[] }

/** A mail server that a test can make refuse. */
export interface MailServer { readonly url: string; readonly port: number; readonly arrived: Arrived[]; refuse(address: string, code: number): void; open(): Promise<void>; close(): Promise<void> }

async function read(stream: AsyncIterable<Buffer>): Promise<Arrived> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  const mail = await PostalMime.parse(Buffer.concat(parts), { attachmentEncoding: 'utf8' });
  return {
    to: mail.to?.[0]?.address ?? '', from: mail.from?.name ?? '', subject: mail.subject ?? '', text: mail.text ?? '', html: mail.html ?? '', messageId: mail.messageId ?? '',
    files: mail.attachments.map((file) => ({ name: file.filename ?? '', type: file.mimeType, content: String(file.content) })),
  };
}

/** Starts a mail server of its own on a free port. */
export async function mailServer(): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const refused = new Map<string, number>();
  let server = await listen(0, arrived, refused);
  const port = (server.server.address() as { port: number }).port;
  return {
    url: `smtp://127.0.0.1:${port}`, port, arrived, refuse: (address, code) => { refused.set(address, code); },
    open: async () => { server = await listen(port, arrived, refused); },
    close: () => new Promise((resolve) => { server.close(() => resolve()); }),
  };
}

function listen(port: number, arrived: Arrived[], refused: ReadonlyMap<string, number>): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, closeTimeout: 100,
    onRcptTo: (address: SMTPServerAddress, _session, done) => {
      const code = refused.get(address.address);
      done(code ? Object.assign(new Error('refused by the test'), { responseCode: code }) : null);
    },
    onData: (stream, _session, done) => void read(stream as never).then((mail) => { arrived.push(mail); done(); }, done),
  });
  server.on('error', () => undefined);
  return new Promise((resolve) => { server.listen(port, '127.0.0.1', () => resolve(server)); });
}
