// npm run info [-- --json]: prints the block of the last start again.
import { existsSync } from 'node:fs';
import { fail, prepare, root, run } from './prepare.mjs';

if (!existsSync(`${root}.local/endpoints.json`)) fail('Firmament has not been started from this folder yet.', 'Run `npm start`.');
run(prepare(), 'infra/house/info.ts', process.argv.slice(2));
