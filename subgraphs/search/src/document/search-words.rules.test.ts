import { hrefOf, whyFound, wordsOf } from './search-words.rules.js';

it.each([['Nadia  Osei', ['Nadia', 'Osei']], ['020 7946 0018', ['2079460018']], ['+44 (20) 7946-0018', ['442079460018']], ['12', ['12']], ['2026 accounts', ['2026', 'accounts']], ['   ', []]])(
  'reads «%s»', (text, words) => { expect(wordsOf(text)).toEqual(words); });

it('looks for at most eight words', () => { expect(wordsOf('a b c d e f g h i j')).toHaveLength(8); });

it('leads to where a record is shown', () => {
  expect(hrefOf('CONTACT', 'con_1', 'cli_1')).toBe('/clients/cli_1');
  expect(hrefOf('CONTACT', 'con_1', null)).toBe('/clients');
  expect(hrefOf('PROJECT', 'prj_1', 'cli_1')).toBe('/projects/prj_1');
  expect(hrefOf('APPOINTMENT', 'apt_1', 'cli_1')).toBe('/calendar?appointment=apt_1');
});

it('says why', () => {
  expect(whyFound(0, null)).toBe('Name');
  expect(whyFound(4, { as: 'FORMER_NAME', text: 'Old & Co' })).toBe('Formerly «Old & Co»');
  expect(whyFound(4, { as: 'PHONE', text: '+442079460018' })).toBe('Phone +442079460018');
  expect(whyFound(5, null)).toBe('Similar name');
});
