import { PDF } from '@libpdf/core';
import type { Body, BodyNode } from '../body/body.types.js';
import type { PricedLine } from '../proposal/offer.types.js';
import { contractPdf, type Contract } from './contract-pdf.js';
import { amountInWords } from './words.rules.js';

const words = (text: string, marks: string[] = []): BodyNode => ({ type: 'text', text, marks: marks.map((type) => ({ type })) });
const paragraph = (...content: BodyNode[]): BodyNode => ({ type: 'paragraph', content });
const line = (key: string, grossMinor: bigint, more: Partial<PricedLine> = {}): PricedLine => ({ key, title: `The ${key}`, quantity: 1, timing: 'ON_COMPLETION', period: null, depositBasisPoints: null, taxName: 'VAT', baseMinor: grossMinor, discountMinor: 0n, netMinor: grossMinor, taxMinor: 0n, grossMinor, ...more });
const body = (...content: BodyNode[]): Body => ({ type: 'doc', content });
const aContract = (more: Partial<Contract> = {}): Contract => ({
  title: 'Engagement letter', firm: 'Harbour & Vale', currency: 'GBP', writtenAt: new Date('2026-11-19T11:18:00Z'), lines: [line('accounts', 123456789n), line('advice', 30000n, { timing: 'RECURRING', period: 'MONTH', quantity: 3 })],
  body: body({ type: 'heading', attrs: { level: 1 }, content: [words('Engagement')] }, paragraph(words('Between Łukasz Żółć and '), words('Ελένη', ['bold']), words(' of Дім.')), { type: 'orderedList', attrs: { start: 1 }, content: [{ type: 'listItem', content: [paragraph(words('First duty'))] }, { type: 'listItem', content: [paragraph(words('Second duty'))] }] }, paragraph({ type: 'mergeField', attrs: { name: 'lines' } }), paragraph(words('In witness.', ['underline', 'italic']))), ...more,
});
const textsOf = async (bytes: Uint8Array): Promise<string[]> => (await PDF.load(bytes)).extractText().map((page) => page.text);

it('holds all words in every alphabet, and the lines as a table', async () => {
  const [page = '', last = '', ...more] = await textsOf(await contractPdf(aContract()));
  for (const part of ['Engagement', 'Łukasz Żółć', 'Ελένη', 'Дім', '1.', 'First duty', '2.', 'Second duty', 'The accounts', 'On completion', '1,234,567.89 GBP', '3 × The advice', 'Each month', '300.00 GBP', 'In witness.', '1 / 2']) expect(page).toContain(part);
  expect(more).toEqual([]);
  expect(last).toContain('Signatures');
});

it('makes the same bytes of the same contract, and other bytes of another', async () => {
  const [one, two, other] = await Promise.all([contractPdf(aContract()), contractPdf(aContract()), contractPdf(aContract({ title: 'Another' }))]);
  expect(one.equals(two)).toBe(true);
  expect(one.equals(other)).toBe(false);
});

it('breaks over pages without losing a word', async () => {
  const many = Array.from({ length: 300 }, (_, at) => paragraph(words(`Clause number ${at} says what it says, at some length, so that it fills a line or two of this page.`)));
  const pages = await textsOf(await contractPdf(aContract({ body: body(...many) })));
  expect(pages.length).toBeGreaterThan(5);
  const all = pages.join('\n').replace(/\s+/g, ' ');
  for (const at of [0, 37, 150, 299]) expect(all).toContain(`Clause number ${at} says`);
  expect(pages.at(-1)).toContain(`${pages.length} / ${pages.length}`);
});

it('groups digits before the point alone', () => {
  expect([amountInWords('0.50', 'GBP'), amountInWords('1234567', 'JPY'), amountInWords('1234.5678', 'CLF'), amountInWords('999.00', 'EUR')]).toEqual(['0.50 GBP', '1,234,567 JPY', '1,234.5678 CLF', '999.00 EUR']);
});
