import { describe, expect, it } from '@jest/globals';
import { askingEffects, peopleFault, peopleInput, type NamedPerson } from './people-form';

const person = (name: string, more: Partial<NamedPerson> = {}): NamedPerson => ({ key: 1, contactId: null, name, email: `${name.toLowerCase()}@x.test`, role: 'SIGNER', order: 1, ...more });

describe('people who are named to sign', () => {
  it.each<[string, NamedPerson[], RegExp]>([
    ['nobody signs', [person('Dot', { role: 'COPY' })], /has to sign/], ['one has no address', [person('Marion', { email: '' })], /name and an address/], ['one stands there twice', [person('Marion'), person('Marion', { email: 'MARION@x.test' })], /twice/],
  ])('are not asked when %s', (_, people, words) => { expect(peopleFault(people)).toMatch(words); });

  it('are asked in turn, and those who need not sign are told what they get', () => {
    const people = [person('Piers', { order: 2 }), person('Marion'), person('Ines', { role: 'APPROVER' }), person('Dot', { role: 'COPY', order: 3 })];
    expect(peopleFault(people)).toBeNull();
    expect(askingEffects(people).map((one) => one.act)).toEqual(['Ask Marion and Ines now', 'Ask Piers when those before have signed', 'Send Dot the signed document']);
    expect(peopleInput([person(' Marion ', { email: ' marion@x.test ' })])).toEqual([{ contactId: null, name: 'Marion', email: 'marion@x.test', role: 'SIGNER', order: 1 }]);
  });
});
