import fc from 'fast-check';
import { judge, missingOf, peopleFault, whoseTurn } from './packet.rules.js';
import type { Deed, PacketStanding, PacketView, ProviderState, RecipientStanding, RecipientView, Role } from './packet.types.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 19, 11, minute));
const person = (id: string, more: Partial<RecipientView> = {}): RecipientView => ({ id, role: 'SIGNER', order: 1, state: 'INVITED', name: id, email: `${id}@x.test`, ...more });
const packet = (state: PacketStanding, more: Partial<PacketView> = {}): PacketView => ({ state, expiresAt: null, signedLate: false, ...more });
const result = { signedDocument: { key: 'k', sha256: 'a'.repeat(64), size: 1 }, certificate: null };
const news = (status: ProviderState['status'], signed: readonly string[] = [], more: Partial<ProviderState> = {}): ProviderState => ({
  providerRef: 'env-1', status, at: at(5), by: null, reason: null, result: status === 'COMPLETED' ? result : null, recipients: signed.map((recipientId) => ({ recipientId, viewedAt: at(3), signedAt: at(4), declinedAt: null, reason: null })), ...more,
});
const kinds = (deeds: readonly Deed[]): string[] => deeds.map((one) => one.kind);

describe('people', () => {
  it.each<[string, Parameters<typeof peopleFault>[0]]>([['nobody signs', [{ role: 'COPY', order: 1, email: 'a@x.test' }]], ['an order below one', [{ role: 'SIGNER', order: 0, email: 'a@x.test' }]], ['one address twice', [{ role: 'SIGNER', order: 1, email: 'A@x.test' }, { role: 'APPROVER', order: 2, email: 'a@x.test' }]]])(
    'do not fit together when there is %s', (_, people) => { expect(peopleFault(people)).not.toBeNull(); });
  it('take turns by their order, all of one order at once; who looks on comes along, a copy at the end', () => {
    const people = [person('a', { state: 'WAITING' }), person('b', { state: 'WAITING' }), person('c', { state: 'WAITING', order: 2 }), person('v', { state: 'WAITING', role: 'VIEWER' }), person('k', { state: 'WAITING', role: 'COPY' })];
    expect(whoseTurn(people).map((one) => one.id)).toEqual(['a', 'b', 'v']);
    expect(whoseTurn(people.map((one) => (one.order === 1 && one.role === 'SIGNER' ? { ...one, state: 'SIGNED' as const } : one))).map((one) => one.id)).toEqual(['c', 'v']);
    expect(whoseTurn(people.map((one) => (one.id === 'a' ? { ...one, state: 'SIGNED' as const } : one))).map((one) => one.id)).toEqual(['b', 'v']);
  });
});

describe('news', () => {
  const two = [person('a'), person('b', { state: 'WAITING', order: 2 })];
  it('of one of two signatures are partly', () => { expect(kinds(judge(packet('SENT'), two, news('SENT', ['a'])))).toEqual(['VIEWED', 'SIGNED', 'PARTLY']); });
  it('of completion before anybody heard that it was sent complete it', () => { expect(kinds(judge(packet('SENDING'), two, news('COMPLETED', ['a', 'b'])))).toEqual(['SENT', 'VIEWED', 'SIGNED', 'VIEWED', 'SIGNED', 'COMPLETED']); });
  it('of completion complete nothing while a required signature or the document is missing', () => {
    expect(kinds(judge(packet('SENT'), two, news('COMPLETED', ['a'])))).not.toContain('COMPLETED');
    expect(kinds(judge(packet('SENT'), two, news('COMPLETED', ['a', 'b'], { result: null })))).not.toContain('COMPLETED');
  });
  it('of completion change nothing a second time', () => { expect(judge(packet('COMPLETED'), two.map((one) => ({ ...one, state: 'SIGNED' as const })), news('COMPLETED', ['a', 'b']))).toEqual([]); });
  it.each<PacketStanding>(['DECLINED', 'EXPIRED', 'VOIDED'])('after %s flag a signature once and never complete', (state) => {
    expect(kinds(judge(packet(state), two, news('COMPLETED', ['a', 'b'])))).toEqual(['LATE']);
    expect(judge(packet(state, { signedLate: true }), two, news('COMPLETED', ['a', 'b']))).toEqual([]);
    expect(judge(packet(state), two, news('SENT'))).toEqual([]);
  });
  it('of a signature after the last moment expire it, though nobody looked at the clock', () => { expect(kinds(judge(packet('SENT', { expiresAt: at(2) }), two, news('COMPLETED', ['a', 'b'])))).toEqual(['ENDED', 'LATE']); });
  it('of a refusal name who and why', () => {
    const declined = news('DECLINED', [], { recipients: [{ recipientId: 'a', viewedAt: null, signedAt: null, declinedAt: at(4), reason: 'Too dear.' }] });
    expect(judge(packet('SENT'), two, declined)).toContainEqual({ kind: 'ENDED', state: 'DECLINED', by: 'a', reason: 'Too dear.' });
  });
  it('of a person who was replaced, or of a viewer who «signs», count for nothing', () => {
    const people = [person('a', { state: 'REPLACED' }), person('n'), person('v', { role: 'VIEWER', state: 'VIEWED' })];
    expect(kinds(judge(packet('SENT'), people, news('COMPLETED', ['a', 'v'])))).toEqual([]);
  });
});

const roles = fc.constantFrom<Role[]>('SIGNER', 'APPROVER', 'VIEWER', 'COPY');
it('in any order and any number activate at most once, and only after every required signature', () => {
  const anyStory = fc.record({
    people: fc.array(fc.record({ role: roles, order: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 5 }),
    told: fc.array(fc.record({ status: fc.constantFrom<ProviderState['status'][]>('SENT', 'SENT', 'COMPLETED', 'COMPLETED', 'DECLINED', 'EXPIRED', 'VOIDED'), signed: fc.subarray(['p0', 'p1', 'p2', 'p3', 'p4']) }), { maxLength: 12 }),
  });
  fc.assert(fc.property(anyStory, ({ people: drawn, told }) => {
    let people = drawn.map((one, nth) => person(`p${nth}`, { ...one, state: 'WAITING' }));
    let view = packet('SENDING');
    let completions = 0;
    const turn = (id: string, state: RecipientStanding) => { people = people.map((one) => (one.id === id ? { ...one, state } : one)); };
    for (const { status, signed } of told) {
      for (const again of [1, 2]) {
        const deeds = judge(view, people, news(status, signed));
        if (again === 2) expect(kinds(deeds)).toEqual([]);
        for (const deed of deeds) {
          if (deed.kind === 'VIEWED' || deed.kind === 'SIGNED') turn(deed.recipientId, deed.kind);
          if (deed.kind === 'SENT') view = { ...view, state: 'SENT' };
          if (deed.kind === 'PARTLY') view = { ...view, state: 'PARTIALLY_SIGNED' };
          if (deed.kind === 'ENDED') view = { ...view, state: deed.state };
          if (deed.kind === 'LATE') view = { ...view, signedLate: true };
          if (deed.kind !== 'COMPLETED') continue;
          completions += 1;
          expect(missingOf(people)).toEqual([]);
          view = { ...view, state: 'COMPLETED' };
        }
      }
    }
    expect(completions).toBeLessThanOrEqual(1);
  }), { numRuns: 500 });
});
