import { docusignSandbox } from '../../../../infra/sandbox/docusign/server.js';
import { dropboxSignSandbox } from '../../../../infra/sandbox/dropbox-sign/server.js';
import { pandadocSandbox } from '../../../../infra/sandbox/pandadoc/server.js';
import type { Sandbox } from '../../../../infra/sandbox/sandbox.js';
import type { Stage } from './contract.fixture.js';
import { DocusignProvider } from './docusign/docusign.js';
import { DropboxSignProvider } from './dropbox-sign/dropbox-sign.js';
import { PandadocProvider } from './pandadoc/pandadoc.js';
import { sandboxStage } from './sandbox-stage.fixture.js';

const key = 'the-key';
const now = (): Date => new Date();
const timeoutMs = 1_500;

async function started(sandbox: Sandbox): Promise<Sandbox> {
  await sandbox.start();
  sandbox.tokens.add(key);
  return sandbox;
}

/** DocuSign's sandbox, with our adapter before it. */
export async function docusignStage(): Promise<Stage> {
  const sandbox = await started(docusignSandbox());
  const provider = new DocusignProvider({ baseUrl: `${sandbox.url}/restapi`, accountId: 'acc-1', accessToken: () => Promise.resolve(key), now, timeoutMs });
  return sandboxStage({ sandbox, provider, token: key, dated: true, covers: 'BYTES', vendor: 'docusign' });
}

/** Dropbox Sign's sandbox, with our adapter before it. */
export async function dropboxSignStage(): Promise<Stage> {
  const sandbox = await started(dropboxSignSandbox());
  const provider = new DropboxSignProvider({ baseUrl: `${sandbox.url}/v3`, credential: () => Promise.resolve({ apiKey: key }), testMode: true, now, timeoutMs });
  return sandboxStage({ sandbox, provider, token: key, dated: true, covers: 'TIME_AND_KIND', vendor: 'dropbox-sign' });
}

/** PandaDoc's sandbox, with our adapter before it. */
export async function pandadocStage(): Promise<Stage> {
  const sandbox = await started(pandadocSandbox());
  const provider = new PandadocProvider({ baseUrl: sandbox.url, credential: () => Promise.resolve({ apiKey: key }), now, pause: () => Promise.resolve(), timeoutMs });
  return sandboxStage({ sandbox, provider, token: key, dated: false, covers: 'BYTES', vendor: 'pandadoc' });
}
