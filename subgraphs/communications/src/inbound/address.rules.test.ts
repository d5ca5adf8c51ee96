import { addressOf, readAddress, wordOf } from './address.rules.js';

const firmId = 'firm_01m8bnrtzff698y3ptt9683qd2';
const word = wordOf(Uint8Array.from({ length: 20 }, (_, at) => at * 13));

it('says for whom, and with which word, whatever the case', () => {
  const address = addressOf({ purpose: 'BILLS', firmId, word, domain: 'post.test' });
  expect(address).toMatch(/^bills\+[0-9a-z]{26}-[0-9a-z]{20}@post\.test$/);
  expect([readAddress(address), readAddress(address.toUpperCase())]).toEqual([{ purpose: 'BILLS', firmId, word }, { purpose: 'BILLS', firmId, word }]);
  expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
});

it.each(['ada@post.test', 'bills@post.test', 'bills+word@post.test', `other+${firmId.slice(5)}-${word}@post.test`, `bills+${firmId.slice(5)}-${word}x@post.test`, ''])('reads nothing in «%s»', (address) => { expect(readAddress(address)).toBeNull(); });
