import { testSubgraph } from '@firmament/kit/testing';
import __domain__ from './subgraph.js';

test('a note that was written can be read', async () => {
  const h = await testSubgraph(__domain__);
  expect(await h.as(h.staff()).run('mutation { write__Domain__Note(text: "Hello") { text version } }')).toEqual({ data: { write__Domain__Note: { text: 'Hello', version: 1 } } });
  await h.stop();
});
