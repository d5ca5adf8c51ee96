import { describe, expect, it } from '@jest/globals';
import { evaluate, holds, pathsOf, syntaxFault, type Scope } from './cel.js';

const scope: Scope = {
  event: { id: 'evt_1', data: { start: '2026-03-29T00:30:00Z', zone: 'Europe/London', count: 3n, client: null, hosts: ['usr_1', 'usr_2'], answers: [{ key: 'a', answer: 'x' }] } },
  steps: { first: { client: { id: 'cli_1' }, made: 2n }, skipped: null }, run: { id: 'run_1' }, now: new Date('2026-11-19T23:30:00Z'),
};

describe('expressions', () => {
  it.each([
    ["event.data.client == null", true], ['event.data.count + 1', 4n], ['event.data.hosts[0]', 'usr_1'], ["steps.skipped == null ? null : steps.skipped.id", null],
    ['steps.first.made > 1', true], ['dateIn(event.data.start, event.data.zone)', '2026-03-29'], ["dateIn(now, 'Asia/Tokyo')", '2026-11-20'],
    ["addDays(dateIn(now, 'UTC'), 2)", '2026-11-21'], ['now.getFullYear()', 2026n], ["event.data.answers.map(a, a.answer)", ['x']], ["'BOOKING'", 'BOOKING'],
    ["event.data.answers.exists(a, a.key == 'a')", true],
  ])('%s', (text, value) => {
    expect(syntaxFault(text)).toBeNull();
    expect(evaluate(text, scope)).toEqual(value);
  });

  it('take anything but true for no', () => {
    expect(holds(undefined, scope)).toBe(true);
    expect(holds('event.data.client', scope)).toBe(false);
    expect(holds('1 == 1', scope)).toBe(true);
  });

  it('tell in one line what is wrong with them', () => {
    expect(syntaxFault('event.data.')).toMatch(/\w/);
    expect(syntaxFault('unknownName.x')).toMatch(/unknownName/);
    expect(syntaxFault('dateIn(event.data.start)')).toMatch(/dateIn/);
    expect(syntaxFault('event.data.')).not.toContain('\n');
  });

  it('say every path they read, through lists and macros', () => {
    expect(pathsOf("event.data.hosts[0] + steps.first.client.id")).toEqual([['event', 'data', 'hosts', '[]'], ['steps', 'first', 'client', 'id']]);
    expect(pathsOf('event.data.answers.filter(a, a.key == run.id).map(b, b.answer)')).toEqual(expect.arrayContaining([
      ['event', 'data', 'answers'], ['event', 'data', 'answers', '[]', 'key'], ['run', 'id'],
    ]));
    expect(pathsOf("steps.first.client == null ? 'a' : event.data.hosts[steps.first.made]")).toEqual(expect.arrayContaining([
      ['steps', 'first', 'client'], ['event', 'data', 'hosts', '[]'], ['steps', 'first', 'made'],
    ]));
  });
});
