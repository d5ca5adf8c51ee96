import { newId } from '@firmament/events';
import fc from 'fast-check';
import { everything } from './document.js';
import { broken } from './invariants.js';
import type { Machine } from './machine.js';
import type { Said } from './provider.js';
import type { Leave } from './stepped-engine.js';

/** One thing that happens to the machine, as plain data: a counter-example can be kept as a list of these. */
export type Act =
  | { do: 'trigger'; type: string } | { do: 'same event' | 'same occurrence'; n: number } | { do: 'tick'; ms: number }
  | { do: 'ring'; engine: number; n: number } | { do: 'sweep'; engine: number }
  | { do: 'step'; engine: number; times: number; said: Said } | { do: 'crash'; engine: number; leave: Leave; said: Said }
  | { do: 'work'; engine: number; said: Said; ms: number } | { do: 'cancel'; n: number; undo: boolean } | { do: 'resume' | 'fact'; n: number } | { do: 'decide'; n: number; yes: boolean } | { do: 'revoke' | 'hand over' | 'edit' };

const run = fc.nat(3);
const engine = fc.nat(1);
const said = fc.oneof({ weight: 4, arbitrary: fc.constant<Said>('ok') }, { weight: 1, arbitrary: fc.constant<Said>('refused') }, { weight: 3, arbitrary: fc.constantFrom<Said>('retry', 'refused', 'effect, then silence', 'silence') });

/** What may happen, with stepping and time the most frequent. */
export const acts: fc.Arbitrary<Act>[] = [
  fc.record({ do: fc.constant('trigger' as const), type: fc.constantFrom('Year end', 'Plain') }), fc.record({ do: fc.constantFrom('same event' as const, 'same occurrence' as const), n: run }),
  fc.record({ do: fc.constant('tick' as const), ms: fc.constantFrom(900, 61_000, 700_000, 3 * 3_600_000) }),
  fc.record({ do: fc.constant('ring' as const), engine, n: run }), fc.record({ do: fc.constant('sweep' as const), engine }), fc.record({ do: fc.constant('sweep' as const), engine }),
  ...Array.from({ length: 4 }, () => fc.record({ do: fc.constant('step' as const), engine, times: fc.integer({ min: 1, max: 9 }), said })),
  ...Array.from({ length: 3 }, () => fc.record({ do: fc.constant('work' as const), engine, said, ms: fc.constantFrom(0, 61_000, 700_000, 3 * 3_600_000) })),
  fc.record({ do: fc.constant('crash' as const), engine, leave: fc.constantFrom<Leave>('crash before', 'crash after'), said }),
  fc.record({ do: fc.constant('cancel' as const), n: fc.nat(7), undo: fc.boolean() }), fc.record({ do: fc.constantFrom('resume' as const, 'fact' as const), n: run }),
  fc.record({ do: fc.constant('decide' as const), n: run, yes: fc.boolean() }), fc.record({ do: fc.constantFrom('revoke' as const, 'hand over' as const, 'edit' as const) }),
];

const sorts: { [K in Act['do']]: (machine: Machine, act: Act & { do: K }) => Promise<void> } = {
  trigger: (machine, act) => machine.trigger(act.type),
  'same event': async (machine, act) => { const event = pick(machine.events, act.n); if (event) await machine.receive(event); },
  'same occurrence': async (machine, act) => { const event = pick(machine.events, act.n); if (event) await machine.receive({ ...event, id: newId('evt') }); },
  tick: (machine, act) => machine.pass(act.ms),
  ring: async (machine, act) => { const one = pick(await machine.runs(), act.n); if (one) await machine.engines[act.engine]?.begin(one.ref); },
  sweep: async (machine, act) => { const [first] = (await machine.due()).now; if (first) await machine.engines[act.engine]?.begin(first); },
  step: async (machine, act) => {
    for (let times = 0; times < act.times; times++) { machine.provider.said = act.said; await machine.engines[act.engine]?.step(); await holds(machine); }
  },
  crash: async (machine, act) => { machine.provider.said = act.said; await machine.engines[act.engine]?.step(act.leave); },
  // An engine that does all it finds in one go brings runs to their last steps, which single steps seldom reach.
  work: async (machine, act) => {
    await machine.pass(act.ms);
    await sorts.sweep(machine, { do: 'sweep', engine: act.engine });
    const one = machine.engines[act.engine];
    for (let times = 0; one?.busy && times < 60; times++) { machine.provider.said = act.said; await one.step(); await holds(machine); }
  },
  // Most of these hit nobody: what is cancelled early meets little else.
  cancel: async (machine, act) => { const one = (await machine.runs())[act.n]; if (one) await machine.cancel(one, act.undo); },
  resume: async (machine, act) => { const one = pick(await machine.runs(), act.n); if (one) await machine.resume(one); },
  fact: async (machine, act) => { const event = pick(machine.events, act.n); if (event) await machine.answer(event, act.n % 2 === 0 ? 'completed' : 'cancelled'); },
  decide: async (machine, act) => { const one = pick(await machine.runs(), act.n); if (one) await machine.decide(one, act.yes); },
  revoke: async (machine) => { machine.revoke(); },
  'hand over': (machine) => machine.handOver(),
  edit: (machine) => machine.publish({ ...everything, description: `Edited ${newId('evt')}.` }),
};

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

async function holds(machine: Machine): Promise<void> {
  const faults = await broken(machine);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** An act as a command of fast-check; the model is what was asked for so far. */
export class Command implements fc.AsyncCommand<{ acts: Act[] }, Machine> {
  constructor(readonly act: Act) {}
  check(): boolean { return true; }
  async run(model: { acts: Act[] }, machine: Machine): Promise<void> {
    model.acts.push(this.act);
    await (sorts[this.act.do] as (machine: Machine, act: Act) => Promise<void>)(machine, this.act);
    await holds(machine);
  }
  toString(): string { return JSON.stringify(this.act); }
}

/** Without faults from here on, every run comes to its end within bounded steps, and nothing is overdue then. */
export async function comesToRest(machine: Machine): Promise<void> {
  machine.provider.said = 'ok';
  await machine.handOver();
  for (let turn = 0; turn < 400; turn++) {
    for (const one of machine.engines) while (one.busy) await one.step();
    const open = (await machine.runs()).filter(({ state }) => !['COMPLETED', 'FAILED', 'CANCELLED'].includes(state));
    if (open.length === 0) { await holds(machine); return; }
    for (const one of open) { await machine.resume(one); await machine.decide(one, true); }
    const { now: [first], nextInMs } = await machine.due();
    if (first) await machine.engines[0]?.begin(first);
    else await machine.pass((nextInMs ?? 0) + 5);
  }
  throw new Error(`I16 progress: ${JSON.stringify(await machine.runs())} never came to rest`);
}
