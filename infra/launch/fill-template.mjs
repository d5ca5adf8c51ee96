// What `npm run new` makes of subgraphs/kit/template; a test of the kit does the same in a folder of its own.
import { cpSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

/** Copies the template to `folder` and puts the domain's name in the place of its placeholders. */
export function fillTemplate(template, folder, name) {
  const words = { __domain__: name, __Domain__: name[0].toUpperCase() + name.slice(1), __DOMAIN__: name.toUpperCase() };
  const filled = (text) => text.replace(/__domain__|__Domain__|__DOMAIN__/g, (word) => words[word]);
  cpSync(template, folder, { recursive: true });
  const fill = (path) => {
    for (const entry of readdirSync(path)) {
      const file = `${path}/${entry}`;
      if (statSync(file).isDirectory()) fill(file);
      else writeFileSync(file, filled(readFileSync(file, 'utf8')));
      if (filled(entry) !== entry) renameSync(file, `${path}/${filled(entry)}`);
    }
  };
  fill(folder);
}
