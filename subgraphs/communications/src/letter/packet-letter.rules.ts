import { fill, write, type Letter } from './letter.rules.js';

/** What somebody is told who signed documents that are dead now. */
export interface DeadPacketWords { readonly name: string; readonly firmName: string; readonly title: string; readonly by: string | null }

/** To whoever had signed before: it counts for nothing, and they need not do anything. Why somebody would not sign is between that person and the firm. */
export function deadPacketLetter(words: DeadPacketWords): Letter {
  const values = { firm: words.firmName, title: words.title, name: words.name, by: words.by ?? 'Somebody' };
  return write({
    subject: fill('Not going ahead as signed: {{title}}', values),
    lines: [
      { text: fill('Hello {{name}},\nyou signed «{{title}}». {{by}} would not sign it, so it does not come into force and your signature binds you to nothing.', values) },
      { text: fill('There is nothing for you to do. When {{firm}} sends a new version, you will be asked again.', values) },
    ],
    signature: words.firmName,
  });
}
