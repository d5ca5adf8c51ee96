import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import workflow from '@firmament/workflow/subgraph';
import fc from 'fast-check';
import { JournalLogin } from '../../subgraphs/workflow/test/journal-login.js';
import { schemaFolder } from '../../subgraphs/workflow/test/schema-folder.js';
import { acts, comesToRest, Command, type Act } from '../test/model/commands.js';
import { counterExamples } from '../test/model/counter-examples.js';
import { watchPassages } from '../test/model/invariants.js';
import { Machine } from '../test/model/machine.js';

const long = process.env['FIRMAMENT_TEST_LONG'] === '1';
const seed = Number(process.env['FIRMAMENT_TEST_SEED'] ?? 20261125);
const size = { runs: Number(process.env['FIRMAMENT_TEST_RUNS'] ?? (long ? 1_000 : 35)), commands: long ? 60 : 30 };

let h: Harness;
let login: JournalLogin;
beforeAll(async () => {
  h = await testSubgraph(workflow, { env: { FIRMAMENT_SCHEMA_DIR: schemaFolder() } });
  for (const statement of watchPassages) await h.sql(statement);
  login = new JournalLogin(h.urlFor('rw'));
});
afterAll(async () => { await login.close(); await h.stop(); });

async function play(commands: Iterable<Command>, journal = login, keyOf?: ConstructorParameters<typeof Machine>[2]): Promise<Machine> {
  const machine = new Machine(h, journal, keyOf);
  await machine.open();
  await fc.asyncModelRun(() => ({ model: { acts: [] }, real: machine }), commands as Iterable<fc.AsyncCommand<{ acts: Act[] }, Machine>>);
  await comesToRest(machine);
  for (const { state } of await machine.runs()) count(state);
  count('calls', machine.provider.calls.length);
  count('effects', machine.provider.effects.size);
  count('turns cut off', machine.engines.reduce((sum, one) => sum + one.ends.cut, 0));
  return machine;
}

/** What the sequences met, so that a test which meets nothing is seen. */
const tally: Record<string, number> = {};
const count = (name: string, n = 1): void => { tally[name] = (tally[name] ?? 0) + n; };

const property = (journal?: JournalLogin, keyOf?: ConstructorParameters<typeof Machine>[2]) => fc.asyncProperty(
  fc.commands(acts.map((one) => one.map((act) => new Command(act))), { maxCommands: size.commands, size: 'max' }), 
  async (commands) => { await play([begin, ...commands as Iterable<Command>], journal, keyOf); });
const begin = new Command({ do: 'trigger', type: 'Year end' });

describe('a run, whatever happens to it', () => {
  it(`keeps sixteen promises (seed ${seed})`, async () => {
    const began = performance.now();
    const result = await fc.check(property(), { numRuns: size.runs, seed, verbose: 0, endOnFailure: false, interruptAfterTimeLimit: long ? 3_600_000 : 100_000 });
    console.info(`run machine: seed ${seed}, ${result.numRuns} sequences of up to ${size.commands} commands in ${Math.round(performance.now() - began)} ms${result.failed ? `, path ${result.counterexamplePath ?? ''}` : ''}`);
    expect(result.failed ? `${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}` : null).toBeNull();
    console.info(JSON.stringify(tally));
    expect(result.interrupted).toBe(false);
    for (const met of ['COMPLETED', 'CANCELLED', 'effects', 'turns cut off']) expect([met, tally[met] ?? 0]).not.toEqual([met, 0]);
  }, long ? 3_700_000 : 110_000);

  it('keeps them where it once did not', async () => {
    for (const [, kept] of Object.entries(counterExamples)) await play(kept.map((act) => new Command(act)));
  });
});

describe('a run that is taken back', () => {
  it('is stuck where that is refused, dies in the middle, and still ends with each undoing once', async () => {
    const through: Act[] = [
      { do: 'trigger', type: 'Year end' }, { do: 'sweep', engine: 0 }, { do: 'step', engine: 0, times: 10, said: 'ok' }, { do: 'work', engine: 0, said: 'refused', ms: 0 },
      { do: 'resume', n: 0 }, { do: 'sweep', engine: 1 }, { do: 'step', engine: 1, times: 3, said: 'ok' }, { do: 'crash', engine: 1, leave: 'crash after', said: 'ok' }, { do: 'work', engine: 0, said: 'ok', ms: 61_000 },
    ];
    const machine = await play(through.map((act) => new Command(act)));
    const [run] = await machine.runs();
    expect(run?.state).toBe('FAILED');
    const undone = machine.provider.calls.filter((call) => call.stepKey.startsWith('undo:'));
    expect(undone.map((call) => `${call.stepKey} ${call.said}`)).toEqual(['undo:left refused', 'undo:left ok', 'undo:left ok', 'undo:first ok']);
    expect([...machine.provider.effects.keys()].filter((key) => key.includes(':undo:'))).toHaveLength(2);
  });
});

describe('a run in a broken house', () => {
  const asleep: Act[] = [
    { do: 'trigger', type: 'Year end' }, { do: 'sweep', engine: 0 }, { do: 'step', engine: 0, times: 3, said: 'ok' }, { do: 'tick', ms: 61_000 },
    { do: 'sweep', engine: 1 }, { do: 'step', engine: 1, times: 2, said: 'ok' }, { do: 'step', engine: 0, times: 2, said: 'ok' },
  ];
  const early: Act[] = [
    { do: 'trigger', type: 'Year end' }, { do: 'sweep', engine: 0 }, { do: 'step', engine: 0, times: 18, said: 'ok' }, { do: 'fact', n: 0 }, { do: 'step', engine: 0, times: 1, said: 'ok' },
  ];

  it('whose journal does not ask for the fence is caught by I7, and its healthy twin is not', async () => {
    const open = new JournalLogin(h.urlFor('rw'), (sql) => sql.replace('and fence = $3 for update', 'and $3::bigint is not null for update'));
    await expect(play(asleep.map((act) => new Command(act)), open)).rejects.toThrow(/I7 no write with an old fence/);
    await open.close();
    await play(asleep.map((act) => new Command(act)));
  });

  it('whose journal puts a run down without looking for an answer is caught by I12, and its healthy twin is not', async () => {
    const deaf = new JournalLogin(h.urlFor('rw'), (sql) => sql.replace(/least\(\$4::timestamptz, .*?\), lease_owner/s, '$4::timestamptz, lease_owner'));
    await expect(play(early.map((act) => new Command(act)), deaf)).rejects.toThrow(/I12 no run is forgotten/);
    await deaf.close();
    await play(early.map((act) => new Command(act)));
  });

  it('whose keys carry the number of the try is caught by I6', async () => {
    const lost: Act[] = [{ do: 'trigger', type: 'Year end' }, { do: 'sweep', engine: 0 }, { do: 'step', engine: 0, times: 9, said: 'effect, then silence' }, { do: 'tick', ms: 61_000 }, { do: 'sweep', engine: 0 }, { do: 'step', engine: 0, times: 9, said: 'ok' }];
    await expect(play(lost.map((act) => new Command(act)), login, (step, nth) => `${step.run.runId}:${step.stepKey}:${nth}`)).rejects.toThrow(/I6 one effect/);
    await play(lost.map((act) => new Command(act)));
  });
});
