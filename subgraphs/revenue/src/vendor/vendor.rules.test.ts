import { bankKey, bankMask } from './bank.rules.js';
import { nameKey, taxKey, whichVendor } from './vendor.rules.js';

const vendor = (id: string, name: string, tax: string | null = null) => ({ id, nameKey: nameKey(name), taxKey: tax === null ? null : taxKey(tax) });
const known = [vendor('a', 'Acme Ltd', 'GB 123'), vendor('b', 'Paper & Co'), vendor('c', 'Twin'), vendor('d', 'Twin')];
const idOf = (name: string, taxNumber: string | null = null) => { const found = whichVendor(known, { name, taxNumber }); return found === null || found === 'UNCLEAR' ? found : found.id; };

it('finds a vendor by its tax number, else by its name alone', () => {
  expect([idOf('Whatever', 'gb-123'), idOf('ACME LTD.'), idOf('paper co'), idOf('Paper & Co', 'GB 9'), idOf('Acme Ltd', 'GB 9'), idOf('Twin'), idOf('Nobody')]).toEqual(['a', 'a', 'b', 'b', null, 'UNCLEAR', null]);
});

it('reads accounts as people mean them, and shows the end alone', () => {
  expect([bankKey('gb29 nwbk 6016'), bankMask(bankKey('GB29 NWBK 6016 1331 9268 19'))]).toEqual(['GB29NWBK6016', '••6819']);
});
