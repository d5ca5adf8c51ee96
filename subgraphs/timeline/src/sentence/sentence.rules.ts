import { agreementTellers } from './agreements.rules.js';
import { automationTellers } from './automation.rules.js';
import { crmTellers } from './crm.rules.js';
import { capital, joined, plain, tell, text, texts } from './facts.rules.js';
import { fileTellers } from './files.rules.js';
import { peopleTellers } from './people.rules.js';
import { revenueTellers } from './revenue.rules.js';
import { schedulingTellers } from './scheduling.rules.js';
import type { Mention, StoredFact, Teller, Telling } from './sentence.types.js';
import { workTellers } from './work.rules.js';

const tellers: Readonly<Record<string, Teller>> = { ...crmTellers, ...schedulingTellers, ...workTellers, ...fileTellers, ...peopleTellers, ...automationTellers, ...agreementTellers, ...revenueTellers };

/** A change that no fact of its own describes: the operation is named as it is. */
function audited(fact: StoredFact): Telling {
  const words = plain(text(fact, 'operation').replace(/([A-Z])/g, '_$1'));
  return tell(words === '' ? 'made a change' : `asked to «${words.trim()}»`, { icon: 'pencil', secondLine: joined(texts(fact, 'changes').join(', ')) });
}

/** A type without a teller: the contract's own summary, and nothing made up. */
function unknown(fact: StoredFact): Telling {
  const name = plain(fact.type.split('.').slice(1).join(' '));
  return tell(`recorded «${capital(name)}»`, { icon: 'point', secondLine: fact.summary === '' ? null : fact.summary });
}

/** Tells any stored fact as a sentence without its actor. Never throws. */
export function tellFact(fact: StoredFact): Telling {
  if (fact.type.endsWith('.audit.recorded')) return audited(fact);
  return (tellers[fact.type] ?? unknown)(fact);
}

/** The types that have a sentence of their own; a test holds them against the catalogue. */
export const toldTypes: readonly string[] = Object.keys(tellers);

/** The whole sentence as plain text, for readers without links. */
export function asText(actor: string, verb: string, objects: readonly Mention[]): string {
  return [actor, verb, objects.map((object) => object.label).join(', ')].filter((part) => part !== '').join(' ');
}
