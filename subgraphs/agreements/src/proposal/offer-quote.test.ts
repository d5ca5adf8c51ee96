import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { anOffer, ask, offered } from '../../test/firm.js';
import agreements from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(agreements); });
afterAll(async () => { await h?.stop(); });

const document = 'query($input: QuoteOfferInput!) { quoteOffer(input: $input) { total { decimal currency } recurring { period total { decimal } } lines { key gross { decimal } } plan { timing amount { decimal } } } }';
const { currency, options, addOns } = anOffer();
const input = { currency, options, addOns };
const codeOf = async (actor = h.staff(), more: Record<string, unknown> = {}) => (await h.as(actor).run(document, { input: { ...input, ...more } })).errors?.[0]?.extensions;

describe('an offer that is still being written', () => {
  it('is priced as it stands, by the recommended package, and nothing is kept', async () => {
    expect(await ask(h, h.staff(), document, { input })).toMatchObject({ total: { decimal: '1500.00', currency: 'GBP' }, recurring: [{ period: 'MONTH', total: { decimal: '300.00' } }], plan: [{ timing: 'DEPOSIT', amount: { decimal: '360.00' } }, { timing: 'ON_COMPLETION', amount: { decimal: '840.00' } }, { timing: 'RECURRING' }] });
    expect(await h.sql('select 1 from agreements.proposals')).toEqual([]);
  });

  it('is priced by what would be chosen, with what is taken off', async () => {
    const chosen = { optionKey: 'good', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 2 }] };
    expect(await ask(h, h.staff(), document, { input: { ...input, selection: chosen, discount: { basisPoints: 1000 } } })).toMatchObject({ lines: [{ key: 'accounts', gross: { decimal: '1080.00' } }, { key: 'payroll', gross: { decimal: '215.98' } }] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a line contradicts itself', { options: [{ key: 'a', name: 'A', lines: [offered('x', { timing: 'RECURRING' })] }] }, 'AGREEMENTS_OFFER'],
    ['more is chosen than can be taken', { selection: { optionKey: 'good', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 11 }] } }, 'AGREEMENTS_SELECTION'],
    ['the currency is none', { currency: 'XQQ' }, 'AGREEMENTS_OFFER'],
  ])('has no price when %s', async (_, more, reason) => { expect(await codeOf(h.staff(), more)).toMatchObject({ code: 'BAD_USER_INPUT', reason }); });

  it('is a matter of those who write proposals', async () => {
    expect(await codeOf(h.staff(['agreements.proposal.view']))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await codeOf(h.portal('cli_01jd8z6k4vfq2a3b4c5d6e7f8g'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await codeOf(h.public())).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
