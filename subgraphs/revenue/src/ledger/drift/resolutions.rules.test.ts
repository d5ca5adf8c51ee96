import { choices } from './resolutions.rules.js';

const of = (more: Partial<Parameters<typeof choices>[0]>) => choices({ kind: 'INVOICE', field: 'total', bypass: false, theirs: '1,250.00 GBP', ...more });

it.each([
  ['another sum is written anew or accepted', {}, ['KEEP_OURS', 'ACCEPTED']],
  ['what was taken back there can be taken back here', { field: 'status', theirs: 'It was voided.' }, ['KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED']],
  ['a draft there is no reason to take ours back', { field: 'status', theirs: 'It is a draft.' }, ['KEEP_OURS', 'ACCEPTED']],
  ['what was written past us is accepted here, or taken back there', { field: 'document', bypass: true }, ['ACCEPTED']],
  ['money that looks alike is the same, or another', { kind: 'PAYMENT', field: 'payment' }, ['KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED']],
  ['money of another sum is mended by hand', { kind: 'PAYMENT', field: 'amount' }, ['ACCEPTED']],
  ['a bill that is paid there is not written over', { kind: 'BILL' }, ['ACCEPTED']],
] as const)('%s', (_, more, expected) => { expect(of(more)).toEqual(expected); });
