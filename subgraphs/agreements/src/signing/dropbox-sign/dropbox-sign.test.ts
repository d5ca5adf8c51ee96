import { dropboxSignSandbox } from '../../../../../infra/sandbox/dropbox-sign/server.js';
import { signingContract, type Stage } from '../contract.fixture.js';
import { sandboxStage } from '../sandbox-stage.fixture.js';
import { DropboxSignProvider } from './dropbox-sign.js';

async function open(): Promise<Stage> {
  const sandbox = dropboxSignSandbox();
  await sandbox.start();
  sandbox.tokens.add('the-key');
  const provider = new DropboxSignProvider({ baseUrl: `${sandbox.url}/v3`, credential: () => Promise.resolve({ apiKey: 'the-key' }), testMode: true, now: () => new Date(), timeoutMs: 1_500 });
  return sandboxStage({ sandbox, provider, token: 'the-key', dated: true, covers: 'TIME_AND_KIND' });
}

signingContract('Dropbox Sign', open);
