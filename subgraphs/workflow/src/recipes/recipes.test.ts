import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { catalogue as contracts } from '@firmament/events';
import { catalogueFrom } from '../definition/catalogue.js';
import { checkDocument } from '../definition/check-document.js';
import { recipes } from './recipes.js';

const folder = fileURLToPath(new URL('../../../../schema/', import.meta.url));
const catalogue = catalogueFrom(folder, contracts);

describe('the recipes that every firm begins with', () => {
  it.each(Object.entries(recipes))('«%s» can be published against the graph as it is composed today', (_name, document) => {
    expect(checkDocument(document, catalogue()).faults).toEqual([]);
  });

  it('are written like the example that readers are shown, which can be published too', () => {
    const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
    const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? 'null');
    expect(checkDocument(example, catalogue()).faults).toEqual([]);
  });

  it('are plain data: what is stored is what was written', () => {
    for (const document of Object.values(recipes)) expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(readFileSync(`${folder}operations.json`, 'utf8')).toContain('resolveClient');
  });
});
