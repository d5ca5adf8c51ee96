import { returnedWords, shownState, standingWords, type Standing } from './connection-words';

const standing = (more: Partial<Standing>): Standing => ({ health: 'CONNECTED', lastSyncAt: '2026-11-19T11:00:00.000Z', lastError: null, checkingSince: null, ...more });

it.each([
  [{}, 'CONNECTED', null], [{ lastSyncAt: null }, 'UNPROVEN', /has not answered/], [{ lastError: 'No.' }, 'FAILED', null], [{ health: 'DEGRADED' as const, lastError: 'No.' }, 'DEGRADED', /tried again/],
  [{ checkingSince: '2026-11-19T11:00:00.000Z', lastError: 'No.' }, 'CHECKING', /being asked/], [{ health: 'NEEDS_REAUTH' as const, checkingSince: '2026-11-19T11:00:00.000Z' }, 'NEEDS_REAUTH', /Nothing goes out/],
  [{ health: 'DISCONNECTED' as const }, 'DISCONNECTED', /deleted/],
])('says how a connection stands: %j', (more, state, words) => {
  expect(shownState(standing(more))).toBe(state);
  if (words === null) expect(standingWords(standing(more))).toBeNull();
  else expect(standingWords(standing(more))).toMatch(words);
});

it('says why somebody came back with nothing, also for a word that it does not know', () => {
  expect(returnedWords(undefined)).toBeNull();
  expect(returnedWords('unknown')).toContain('begin again');
  expect(returnedWords('<script>')).toContain('our fault');
});
