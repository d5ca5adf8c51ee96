import { join } from 'node:path';
import { houseRoot } from '../servers/servers.js';
import { block, readEndpoints } from './endpoints.js';

const endpoints = await readEndpoints(join(houseRoot, '.local'));
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(endpoints, null, 2));
} else {
  const up = await fetch(endpoints.health).then((answer) => answer.ok, () => false);
  console.log(block(endpoints));
  if (!up) console.log('  It does not answer now; `npm start` starts it again with the same data.\n');
}
