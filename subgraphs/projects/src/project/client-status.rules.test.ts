import { clientStatus, type Seen } from './client-status.rules.js';

const seen: Seen = { status: 'ACTIVE', kickOffOn: '2026-11-24', done: 0, total: 5, waitsForClient: [] };
it.each<[Partial<Seen>, string]>([
  [{ status: 'SKELETON' }, 'We are getting ready. Work begins on 24 November 2026.'], [{ status: 'SKELETON', kickOffOn: null }, 'We are getting ready.'], [{}, 'We are working on it.'],
  [{ done: 2 }, 'We are working on it: 2 of 5 steps done.'], [{ done: 2, waitsForClient: ['Bank statements', 'Invoices'] }, 'We are waiting for you: Bank statements, and 1 more.'],
  [{ status: 'ON_HOLD' }, 'Paused for now. We will tell you when it goes on.'], [{ status: 'COMPLETED' }, 'Done. Thank you.'], [{ status: 'CANCELLED' }, 'This work was called off.'],
])('says it in words for the client: %j', (more, words) => { expect(clientStatus({ ...seen, ...more })).toBe(words); });
