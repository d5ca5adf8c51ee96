import { createServer, type Server as HttpServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ground } from './plan.js';
import { catcher, type MailFaults } from './mail-smtp.js';
import { answerMail } from './mail-page.js';
import { Mailbox } from './mailbox.js';
import { choosePort } from './ports.js';

/** A local mail server that keeps every mail for reading, and can be told to misbehave. */
export interface MailServer {
  /** For the application: where mail is handed in. */
  smtpUrl: string;
  /** For people and tests: a page, and `/api/messages`, `/api/faults`. */
  pageUrl: string;
  mailbox: Mailbox;
  setFaults(faults: MailFaults): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the mail catcher; mails survive a restart in the data folder unless the set is a throw-away one. */
export async function startMail(ground: Ground): Promise<MailServer> {
  const dir = join(ground.dir, 'mail');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const mailbox = new Mailbox(ground.throwAway ? undefined : join(dir, 'messages.jsonl'));
  await mailbox.load();
  const smtp = await catcher(mailbox, await choosePort(ground.throwAway ? undefined : 1026));
  const port = await choosePort(ground.throwAway ? undefined : 8026);
  const http = createServer((request, response) => void answerMail({ mailbox, smtp }, request, response));
  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`, pageUrl: `http://127.0.0.1:${port}`, mailbox,
    setFaults: (faults) => smtp.setFaults(faults),
    stop: async () => {
      await smtp.stop();
      await closeHttp(http);
    },
  };
}

/** Closes an HTTP server without waiting for browsers that keep their connection. */
export function closeHttp(server: HttpServer): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
