// npm run codegen: declarations → schema/ (SDL, contracts, operations.json) → the web's typed operations.
import { existsSync } from 'node:fs';
import { prepare, root, step } from './prepare.mjs';

const node = prepare();
const code = step(node, ['--conditions=source', '--import', 'tsx', 'schema/generate.ts']);
if (code) process.exit(code);
const config = ['codegen.ts', 'codegen.mjs', 'codegen.js', 'codegen.yml'].map((name) => `web/${name}`).find((file) => existsSync(`${root}${file}`));
if (config) process.exit(step(`${root}node_modules/.bin/graphql-codegen`, ['--config', config], { NODE_OPTIONS: '' }));
