// npm test [-- suite…] | npm run test:full | npm run test:faults: sets everything up, runs the suites one after another, counts at the end.
import { prepare, run } from './prepare.mjs';

run(prepare(), 'infra/test/run.ts', process.argv.slice(2));
