// npm run bench [-- gateway events board callbacks]: how fast the mechanism is, beside something that everybody knows.
import { prepare, run } from './prepare.mjs';

run(prepare(), 'tests/bench/run.ts', process.argv.slice(2));
