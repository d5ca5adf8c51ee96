// npm run new <domain>: a new subgraph from the template.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fillTemplate } from './fill-template.mjs';
import { fail, prepare, root, say, step } from './prepare.mjs';

const name = process.argv[2] ?? '';
if (!/^[a-z]+$/.test(name)) fail('A domain is one lower-case word.', 'Run `npm run new invoices`, for example.');
const folder = `${root}subgraphs/${name}`;
if (existsSync(folder)) fail(`subgraphs/${name} is there already.`, 'Choose another name.');
const template = `${root}subgraphs/kit/template`;
if (!existsSync(template)) fail('The template is missing.', 'Restore subgraphs/kit/template from git.');
prepare();

fillTemplate(template, folder, name);
if (!existsSync(`${folder}/package.json`)) writePackage();
say(`Made subgraphs/${name}`);
if (step('npm', ['install', '--no-fund', '--no-audit', '--loglevel=error'])) fail('npm could not link the new package.', 'Run `npm install`.');
say('Next: add it to gateway/src/in-process.ts, then run `npm run codegen` and `npm run check`');

function writePackage() {
  const like = JSON.parse(readFileSync(`${root}subgraphs/crm/package.json`, 'utf8'));
  const own = new Set(['@firmament/events', '@firmament/kit', '@mikro-orm/core', '@mikro-orm/decorators', '@mikro-orm/postgresql', 'type-graphql', 'graphql', 'class-validator']);
  const dependencies = Object.fromEntries(Object.entries(like.dependencies).filter(([key]) => own.has(key)));
  writeFileSync(`${folder}/package.json`, `${JSON.stringify({ ...like, name: `@firmament/${name}`, dependencies }, null, 2)}\n`);
}
