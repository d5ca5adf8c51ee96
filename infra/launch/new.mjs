// npm run new <domain>: a new subgraph from the template.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { fail, prepare, root, say, step } from './prepare.mjs';

const name = process.argv[2] ?? '';
if (!/^[a-z]+$/.test(name)) fail('A domain is one lower-case word.', 'Run `npm run new invoices`, for example.');
const folder = `${root}subgraphs/${name}`;
if (existsSync(folder)) fail(`subgraphs/${name} is there already.`, 'Choose another name.');
const template = `${root}subgraphs/kit/template`;
if (!existsSync(template)) fail('The template is missing.', 'Restore subgraphs/kit/template from git.');
prepare();

const words = { __domain__: name, __Domain__: name[0].toUpperCase() + name.slice(1), __DOMAIN__: name.toUpperCase() };
const filled = (text) => text.replace(/__domain__|__Domain__|__DOMAIN__/g, (word) => words[word]);

function fill(path) {
  for (const entry of readdirSync(path)) {
    const file = `${path}/${entry}`;
    if (statSync(file).isDirectory()) fill(file);
    else writeFileSync(file, filled(readFileSync(file, 'utf8')));
    if (filled(entry) !== entry) renameSync(file, `${path}/${filled(entry)}`);
  }
}

cpSync(template, folder, { recursive: true, filter: (path) => !/\.test\.ts$|node_modules|dist/.test(path) || /__/.test(path) });
fill(folder);
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
