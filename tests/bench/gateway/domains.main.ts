import type { JWK } from 'jose';
import { serveDomains } from './domains.js';
import { serving } from './process.js';

const [key = ''] = process.argv.slice(2);
const { port } = await serveDomains(key === '' ? undefined : JSON.parse(key) as JWK);
serving(port, []);
