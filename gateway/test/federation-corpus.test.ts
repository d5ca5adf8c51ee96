import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { abstracts } from './corpus/abstracts.js';
import { far, near, stock } from './corpus/contestants.js';
import type { Contestant } from './corpus/contestants.js';
import { directives } from './corpus/directives.js';
import { faults } from './corpus/faults.js';
import { keys } from './corpus/keys.js';
import { selections } from './corpus/selections.js';

/** The library is the measure: what it says over its own sources is what a federated graph means. */
describe.each([keys, directives, abstracts, faults, selections])('our sources answer as the library\'s own do: $title', (world) => {
  let theirs: Contestant;
  let ours: readonly (readonly [string, Contestant])[];
  beforeAll(async () => {
    theirs = await stock(world);
    ours = [['in this process', await near(world)], ['behind HTTP', await far(world)]];
  });
  afterAll(() => Promise.all([theirs, ...ours.map(([, contestant]) => contestant)].map((contestant) => contestant.stop())));

  it.each(world.cases)('$title', async (question) => {
    const measure = await theirs.ask(question);
    expect(measure.errors).toHaveLength(question.errors ?? 0);
    for (const [where, contestant] of ours) expect({ where, ...await contestant.ask(question) }).toEqual({ where, ...measure });
  });
});
