import { deserialize, serialize } from 'node:v8';
import type { Books } from './books.js';
import { SandboxDoor, type Answer, type Asked, type Front, type Route, type Trouble } from './door.js';

/** One company at a vendor of ledgers: its books, and the ways to them. */
export interface Company { readonly books: Books; readonly routes: Route[]; byHand(command: string, body: Record<string, unknown>): Promise<Answer | null> }

/** What makes one vendor of ledgers different from another. */
export interface LedgerVendor {
  readonly name: string; readonly label: string; readonly wish: string;
  open(door: SandboxDoor): Company;
  /** Which company a request is for. */
  companyIn(asked: Asked): string;
  /** The word under which the vendor says with a consent's code which company was chosen. */
  readonly companyWord: string | null;
  refuse(asked: Asked, door: SandboxDoor): Answer | null;
  trouble(trouble: Trouble): Answer;
  parse?(asked: Asked): Promise<unknown>;
}

/** A sandbox that can be put away and taken out again: what stands in a ledger outlives the house that wrote it there. */
export interface Keeps { keep(): Buffer; remember(kept: Buffer): void }
interface Kept { readonly consents: object; readonly plan: SandboxDoor['plan']; readonly companies: ReadonlyMap<string, object> }

/** A vendor of ledgers: books for each company, opened when somebody first asks for them, so that firms that share a sandbox share no books. Commands name the company, or mean the usual one. */
export function companySandbox(vendor: LedgerVendor): SandboxDoor & Keeps & { books: Books } {
  const companies = new Map<string, Company>();
  const of = (name: string): Company => {
    const company = companies.get(name) ?? vendor.open(door);
    companies.set(name, company);
    return company;
  };
  const door: SandboxDoor = new SandboxDoor(vendor.label, vendor.wish, () => front);
  door.consents.companyWord = vendor.companyWord;
  const usual = of('sandbox');
  const front: Front = {
    name: vendor.name, label: vendor.label, refuse: (asked) => vendor.refuse(asked, door), trouble: (trouble) => vendor.trouble(trouble), ...(vendor.parse ? { parse: vendor.parse } : {}),
    command: (command, body) => of((body as { company?: string }).company ?? 'sandbox').byHand(command, body),
    routes: usual.routes.map((route, at) => ({ ...route, handle: (asked) => (of(vendor.companyIn(asked)).routes[at] as Route).handle(asked) })),
  };
  const keep = (): Buffer => serialize({ consents: door.consents.kept, plan: door.plan, companies: new Map([...companies].map(([name, { books }]) => [name, books.kept])) } satisfies Kept);
  const remember = (kept: Buffer): void => {
    const { consents, plan, companies: known } = deserialize(kept) as Kept;
    Object.assign(door, { plan });
    door.consents.kept = consents;
    for (const [name, books] of known) of(name).books.kept = books;
  };
  return Object.assign(door, { books: usual.books, keep, remember });
}
