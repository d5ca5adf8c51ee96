import fc from 'fast-check';
import { layOut, pathFault, resolvePath } from './folder-paths.rules.js';

const tokens = { client: 'Aldous/Finch', year: '2026' };

it('puts the words in and never lets a word open a folder', () => {
  expect(resolvePath('{client}/Tax {year}', tokens)).toBe('Aldous-Finch/Tax 2026');
});

it('lays out parents before children, each once', () => {
  expect(layOut([{ path: 'Tax/{year}', visibility: 'CLIENT_VIEW' }, { path: 'Tax/Old', visibility: 'PRIVATE' }], tokens).map((f) => f.path)).toEqual(['Tax', 'Tax/2026', 'Tax/Old']);
});

it.each([['', 'needs a name'], ['a//b', 'needs a name'], ['../b', 'needs a name'], ['a/{month}', 'is no token'], ['a/b/c/d/e/f/g/h/i', 'at most 8']])('finds the fault in «%s»', (path, why) => {
  expect(pathFault(path)).toContain(why);
});

it('gives every folder a parent that comes earlier', () => {
  const name = fc.stringMatching(/^[a-z]{1,4}$/);
  fc.assert(fc.property(fc.array(fc.array(name, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), (paths) => {
    const out = layOut(paths.map((p) => ({ path: p.join('/'), visibility: 'PRIVATE' as const })), {}).map((f) => f.path);
    out.forEach((path, i) => { if (path.includes('/')) expect(out.indexOf(path.split('/').slice(0, -1).join('/'))).toBeLessThan(i); });
    expect(new Set(out).size).toBe(out.length);
  }));
});
