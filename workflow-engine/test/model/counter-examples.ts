import type { Act } from './commands.js';

/** What once broke an invariant, shrunk; each is played again in every test. */
export const counterExamples: Readonly<Record<string, readonly Act[]>> = {
  'given to another owner while an engine still acted for the one who left': [
    { do: 'trigger', type: 'Year end' }, { do: 'sweep', engine: 1 }, { do: 'step', engine: 1, times: 1, said: 'ok' }, { do: 'revoke' }, { do: 'hand over' },
  ],
};
