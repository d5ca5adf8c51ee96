import type { Exchange } from '../../../../infra/sandbox/door.js';
import { anEnvelope } from './contract.fixture.js';
import { docusignStage, dropboxSignStage, pandadocStage } from './stages.fixture.js';
import { wireFaults, type WireVendor } from './wire-validator.fixture.js';

it.each([['docusign', docusignStage], ['dropbox-sign', dropboxSignStage], ['pandadoc', pandadocStage]] as [WireVendor, typeof docusignStage][])('bites when %s is spoken wrongly', async (vendor, open) => {
  const stage = await open();
  try {
    await stage.provider.send(await anEnvelope());
    const right = [...stage.exchanges()];
    expect(wireFaults(vendor, right)).toEqual([]);
    const create = right.find((one) => one.operation === 'create') as Exchange;
    const grown = (value: unknown): unknown => ({ ...(value as object), invented: 1 });
    expect(wireFaults(vendor, [{ ...create, request: grown(create.request) }])).not.toEqual([]);
    expect(wireFaults(vendor, [{ ...create, request: {} }])).not.toEqual([]);
    expect(wireFaults(vendor, [{ ...create, response: {} }])).not.toEqual([]);
    expect(wireFaults(vendor, [{ ...create, status: 400 }])).not.toEqual([]);
    expect(wireFaults(vendor, [{ ...right.find((one) => one.operation === 'list') as Exchange, query: { invented: '1' } }])).not.toEqual([]);
    expect(wireFaults(vendor, [{ ...create, operation: 'unheard-of' }])).not.toEqual([]);
  } finally { await stage.stop(); }
});
