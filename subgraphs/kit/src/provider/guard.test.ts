import { eventually } from '../testing/eventually.js';
import { faultOfStatus, ProviderRefused, ReauthRequired, RetryLater, retryAfterOf } from './faults.js';
import { ProviderGuard } from './guard.js';

const line = { tenantId: 'firm_a', provider: 'DOCUSIGN' };
let now: Date;
beforeEach(() => { now = new Date('2026-11-19T11:18:00Z'); });
const guard = (more = {}) => new ProviderGuard({ now: () => now, timeoutMs: 40, failures: 3, pauseMs: 60, ...more });
const failing = (guarded: ProviderGuard, error: Error) => guarded.run(line, () => Promise.reject(error)).catch((caught: unknown) => caught);
const down = () => faultOfStatus('DOCUSIGN', { status: 503, sentence: 'down', retryAfterMs: null });

it('opens after silence, refuses without asking, tries once when the pause is over and closes again', async () => {
  const guarded = guard();
  for (let i = 0; i < 3; i++) await failing(guarded, down());
  expect(guarded.states()).toEqual([{ ...line, state: 'OPEN' }]);
  let asked = 0;
  const call = () => guarded.run(line, () => { asked += 1; return Promise.resolve('answer'); });
  await expect(call()).rejects.toBeInstanceOf(RetryLater);
  expect(asked).toBe(0);
  expect(await eventually(() => call().catch(() => null), 'the line closed after its pause')).toBe('answer');
  expect([asked, guarded.states()[0]?.state]).toEqual([1, 'CLOSED']);
});

it('gives up on a call that never answers, and counts it as silence', async () => {
  const guarded = guard();
  const never = () => guarded.run(line, () => new Promise<never>(() => undefined)).catch((caught: unknown) => caught);
  expect(((await never()) as Error).message).toMatch(/may have done/);
  await never();
  await never();
  expect(guarded.states()[0]?.state).toBe('OPEN');
});

it('keeps the pause that a provider asked for, for this firm and provider alone', async () => {
  const guarded = guard();
  await failing(guarded, faultOfStatus('DOCUSIGN', { status: 429, sentence: 'slow down', retryAfterMs: 120_000 }));
  let calls = 0;
  const ask = (of = line) => guarded.run(of, () => { calls += 1; return Promise.resolve(1); });
  now = new Date(now.getTime() + 119_000);
  await expect(ask()).rejects.toMatchObject({ throttled: true, retryAfterMs: 1_000 });
  expect(calls).toBe(0);
  await ask({ tenantId: 'firm_b', provider: 'DOCUSIGN' });
  await ask({ tenantId: 'firm_a', provider: 'PANDADOC' });
  now = new Date(now.getTime() + 1_001);
  await ask();
  expect(calls).toBe(3);
  expect(guarded.states().every((one) => one.state === 'CLOSED')).toBe(true);
});

it('takes a refusal or a withdrawn consent for an answer, not for silence', async () => {
  const guarded = guard();
  for (let i = 0; i < 9; i++) await failing(guarded, new ProviderRefused('DOCUSIGN', 'no'));
  for (let i = 0; i < 9; i++) await failing(guarded, new ReauthRequired('DOCUSIGN', 'again'));
  expect(guarded.states()[0]?.state).toBe('CLOSED');
});

it('one firm\'s broken line is no other firm\'s', async () => {
  const guarded = guard();
  for (let i = 0; i < 3; i++) await failing(guarded, down());
  expect(await guarded.run({ ...line, tenantId: 'firm_b' }, () => Promise.resolve('fine'))).toBe('fine');
});

it.each([[{ retryAfter: '120' }, 120_000], [{ retryAfter: 'Thu, 19 Nov 2026 11:19:00 GMT' }, 60_000], [{ retryAfter: 'Thu, 19 Nov 2026 11:00:00 GMT' }, 0], [{ resetAt: String(Date.parse('2026-11-19T11:18:30Z') / 1000) }, 30_000], [{ retryAfter: 'soon' }, null], [{}, null]])('reads %j as %s ms', (headers, wanted) => {
  expect(retryAfterOf(headers, now)).toBe(wanted);
});
