import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Mailbox } from './mailbox.js';

/** How the mail server should misbehave. */
export interface MailFaults {
  /** Answer 550 to this recipient; `*` means to everyone. */
  refuse?: string | null;
  /** Answer 451 (try again later) to this recipient; `*` or `true` means to everyone. */
  tempfail?: string | boolean | null;
  /** Take no connections at all. */
  down?: boolean;
}

/** The SMTP half of the catcher. */
export interface Catcher {
  port: number;
  faults: MailFaults;
  setFaults(faults: MailFaults): Promise<void>;
  stop(): Promise<void>;
}

/** Listens for mail on this port and puts all of it into the mailbox. */
export async function catcher(mailbox: Mailbox, port: number): Promise<Catcher> {
  let server: SMTPServer | undefined = await listen(mailbox, port, () => self.faults);
  const self: Catcher = {
    port, faults: {},
    async setFaults(faults) {
      self.faults = faults;
      if (faults.down && server) await close(server).then(() => (server = undefined));
      if (!faults.down && !server) server = await listen(mailbox, port, () => self.faults);
    },
    async stop() {
      if (server) await close(server);
      server = undefined;
    },
  };
  return self;
}

function listen(mailbox: Mailbox, port: number, faults: () => MailFaults): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false, size: 25 * 1024 * 1024, closeTimeout: 200,
    disableReverseLookup: true, hideENHANCEDSTATUSCODES: false,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onRcptTo: (address, _session, done) => done(refusal(address, faults())),
    onData: (stream, session, done) => void keep(mailbox, stream, session).then(() => done(), done),
  } as ConstructorParameters<typeof SMTPServer>[0]);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      server.on('error', () => undefined); // a client that hangs up in the middle is no reason to stop
      resolve(server);
    });
  });
}

function close(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The refusal that the faults ask for, as the error that makes smtp-server answer with its code. */
function refusal(address: SMTPServerAddress, faults: MailFaults): Error | null {
  const meets = (rule: string | boolean | null | undefined) =>
    rule === true || rule === '*' || (typeof rule === 'string' && rule.toLowerCase() === address.address.toLowerCase());
  if (meets(faults.refuse)) return Object.assign(new Error('5.1.1 No such mailbox here'), { responseCode: 550 });
  if (meets(faults.tempfail)) return Object.assign(new Error('4.3.0 Try again later'), { responseCode: 451 });
  return null;
}

async function keep(mailbox: Mailbox, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const from = session.envelope.mailFrom;
  await mailbox.add(Buffer.concat(chunks), { from: from ? from.address : '', to: session.envelope.rcptTo.map((to) => to.address) });
}
