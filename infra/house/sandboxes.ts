import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { docusignSandbox } from '../sandbox/docusign/server.js';
import { dropboxSignSandbox } from '../sandbox/dropbox-sign/server.js';
import { pandadocSandbox } from '../sandbox/pandadoc/server.js';
import { quickbooksSandbox } from '../sandbox/quickbooks/server.js';
import { sandboxPay } from '../sandbox/sandbox-pay/server.js';
import { xeroSandbox } from '../sandbox/xero/server.js';
import type { Keeps } from '../sandbox/companies.js';
import type { SandboxDoor } from '../sandbox/door.js';
import { choosePort } from '../servers/ports.js';

/** Where the sandboxes of outside services answer; a service that the operator named in the environment has none. */
export type SandboxUrls = Readonly<Partial<Record<'docusign' | 'dropboxSign' | 'pandadoc' | 'quickbooks' | 'xero' | 'sandboxPay', string>>>;
/** Sandboxes that run. */
export interface Sandboxes { readonly urls: SandboxUrls; readonly env: Readonly<Record<string, string>>; stop(): Promise<void> }

type Name = keyof SandboxUrls;
interface Kind { readonly name: Name; readonly prefix: string; readonly usualPort: number; make(): SandboxDoor & Partial<Keeps>; paths(url: string): Record<string, string> }

/** Usual ports stay the same over restarts: what the demo firm is connected to is still there. */
const kinds: readonly Kind[] = [
  { name: 'docusign', prefix: 'DOCUSIGN', usualPort: 4091, make: docusignSandbox, paths: (url) => ({ DOCUSIGN_AUTH_URL: url, DOCUSIGN_API_URL: url }) },
  { name: 'dropboxSign', prefix: 'DROPBOX_SIGN', usualPort: 4092, make: dropboxSignSandbox, paths: (url) => ({ DROPBOX_SIGN_AUTH_URL: url, DROPBOX_SIGN_API_URL: `${url}/v3` }) },
  { name: 'pandadoc', prefix: 'PANDADOC', usualPort: 4093, make: pandadocSandbox, paths: (url) => ({ PANDADOC_AUTH_URL: url, PANDADOC_API_URL: url }) },
  { name: 'quickbooks', prefix: 'QUICKBOOKS', usualPort: 4094, make: quickbooksSandbox, paths: (url) => ({ QUICKBOOKS_AUTH_URL: url, QUICKBOOKS_TOKEN_URL: url, QUICKBOOKS_API_URL: url }) },
  { name: 'xero', prefix: 'XERO', usualPort: 4095, make: xeroSandbox, paths: (url) => ({ XERO_AUTH_URL: url, XERO_TOKEN_URL: url, XERO_API_URL: url }) },
  { name: 'sandboxPay', prefix: 'SANDBOX_PAY', usualPort: 4096, make: sandboxPay, paths: (url) => ({ SANDBOX_PAY_API_URL: url }) },
];

/** What an operator said of a service: then the house speaks to that one. */
const given = (prefix: string): Record<string, string> => Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[0].startsWith(`${prefix}_`) && entry[1] !== undefined));

/** Puts away what stands in the ledgers and what was paid, which outlives the house: a firm that is started again finds it there. */
async function putAway(dir: string, running: ReadonlyMap<Name, SandboxDoor & Partial<Keeps>>): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const [name, sandbox] of running) if (sandbox.keep) await writeFile(join(dir, name), sandbox.keep(), { mode: 0o600 });
}

/**
 * Starts a sandbox for each outside service that is not named in the environment, and says how the house finds them. They run in this process and end with it;
 * `dir` is where those of ledgers and payments are put away meanwhile, and null for a house that is thrown away.
 */
export async function startSandboxes(dir: string | null): Promise<Sandboxes> {
  const running = new Map<Name, SandboxDoor & Partial<Keeps>>();
  const urls: Partial<Record<Name, string>> = {};
  let env: Record<string, string> = {};
  for (const kind of kinds) {
    const own = given(kind.prefix);
    env = { ...env, ...own };
    if (Object.keys(own).length > 0) continue;
    const sandbox = kind.make();
    const url = await sandbox.start(await choosePort(dir === null ? undefined : kind.usualPort));
    running.set(kind.name, sandbox);
    const kept = dir === null ? null : await readFile(join(dir, kind.name)).catch(() => null);
    if (kept) sandbox.remember?.(kept);
    sandbox.consents.clients.set('firmament-demo', 'a-secret-of-the-sandbox');
    urls[kind.name] = url;
    env = { ...env, ...kind.paths(url), [`${kind.prefix}_CLIENT_ID`]: 'firmament-demo', [`${kind.prefix}_CLIENT_SECRET`]: 'a-secret-of-the-sandbox' };
  }
  const stop = async (): Promise<void> => {
    await Promise.all([...running.values()].map((one) => one.stop()));
    if (dir !== null && running.size > 0) await putAway(dir, running);
    running.clear();
  };
  return { urls, env, stop };
}
