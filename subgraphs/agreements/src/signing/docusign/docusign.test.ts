import { docusignSandbox } from '../../../../../infra/sandbox/docusign/server.js';
import { signingContract, type Stage } from '../contract.fixture.js';
import { sandboxStage } from '../sandbox-stage.fixture.js';
import { DocusignProvider } from './docusign.js';

async function open(): Promise<Stage> {
  const sandbox = docusignSandbox();
  await sandbox.start();
  sandbox.tokens.add('the-token');
  const provider = new DocusignProvider({ baseUrl: `${sandbox.url}/restapi`, accountId: 'acc-1', accessToken: () => Promise.resolve('the-token'), now: () => new Date(), timeoutMs: 1_500 });
  return sandboxStage({ sandbox, provider, token: 'the-token', dated: true, covers: 'BYTES' });
}

signingContract('DocuSign', open);
