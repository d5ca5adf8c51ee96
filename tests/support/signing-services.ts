import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { eventually } from '@firmament/kit/testing';
import { enterPortal, portalLinkIn, portalVisitor } from './actors.js';
import { budgetMs, house } from './house.js';
import { mailsTo } from './mail.js';
import type { PacketRow, Prospect, Signatory } from './signing.js';
import type { Story } from './story.js';

/** Where people sign, as a test reaches it. */
export interface SigningService {
  readonly name: string;
  /** The firm's packets go here from now on. */
  join(story: Story): Promise<void>;
  /** A person signs there. */
  sign(packet: PacketRow, person: Signatory): Promise<void>;
  /** A person says there that they will not, and why. */
  decline(packet: PacketRow, person: Signatory, reason: string): Promise<void>;
  /** A person tries to sign what is over; answers why they could not. */
  signLate(packet: PacketRow, person: Signatory): Promise<string>;
  /** The client's record goes on in another one: whoever signs in our portal comes in anew. */
  afterMerge(story: Story, room: Pick<Prospect, 'marion' | 'ines'>): Promise<Pick<Prospect, 'marion' | 'ines'>>;
}

/** What a person sees of what they are asked to sign. */
const page = 'query($id: ID!) { mySigning(packetId: $id) { consent mayActNow whyNotYet } }';
interface Seen { mySigning: { consent: string; mayActNow: boolean; whyNotYet: string | null } }

async function turnOf(packet: PacketRow, { portal, name }: Signatory): Promise<string> {
  let why: string | null = null;
  const seen = await eventually(async () => {
    const { mySigning } = await portal.ask<Seen>(page, { id: packet.id });
    why = mySigning.whyNotYet;
    return mySigning.mayActNow ? mySigning : undefined;
  }, `it is the turn of ${name}`, { timeoutMs: 2 * budgetMs }).catch((error: Error) => { throw new Error(`${error.message}: ${why ?? ''}`); });
  return (seen as Seen['mySigning']).consent;
}

/** Asks for a new link to the portal, and comes in by it. */
async function comesInAnew(story: Story, person: Signatory): Promise<Signatory> {
  const before = (await mailsTo(person.email)).length;
  await portalVisitor.do('requestPortalLink', { firm: story.firm.id, email: person.email }, '{ sentence }');
  const mail = await eventually(async () => (await mailsTo(person.email)).slice(before).find(({ text }) => /\/portal\/link\/firm_/.test(text)), `another link for ${person.name}`, { timeoutMs: budgetMs });
  return { ...person, portal: await enterPortal(portalLinkIn(mail as never)) };
}

/** The house's own signer: people sign in the portal. */
const builtIn: SigningService = {
  name: 'BUILT_IN',
  join: () => Promise.resolve(),
  sign: async (packet, person) => {
    const consent = await turnOf(packet, person);
    await person.portal.do('viewSigning', { packetId: packet.id });
    await person.portal.do('signPacket', { packetId: packet.id, consent, mark: { typed: person.name } });
  },
  decline: async (packet, person, reason) => {
    await turnOf(packet, person);
    await person.portal.do('declineSigning', { packetId: packet.id, reason });
  },
  signLate: async (packet, { portal, name }) => {
    const { mySigning } = await portal.ask<Seen>(page, { id: packet.id });
    const { errors } = await portal.try('mutation($input: SignPacketInput!) { signPacket(input: $input) { id } }', { input: { packetId: packet.id, consent: mySigning.consent, mark: { typed: name } } });
    return errors[0]?.extensions?.reason ?? '';
  },
  afterMerge: async (story, { marion, ines }) => ({ marion: await comesInAnew(story, marion), ines: await comesInAnew(story, ines) }),
};

/** An envelope as a sandbox keeps it. */
export interface Thing { readonly id: string; readonly state: string; readonly marks: Record<string, string> }

/** How a vendor's sandbox is reached, and what an account at it is connected with. */
interface Account { readonly service: string; readonly sandbox: 'docusign' | 'dropboxSign' | 'pandadoc'; readonly settings: readonly { name: string; value: string }[]; secrets(key: string): { name: string; secret: string }[] }

const privateKey = (): string => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const accounts: readonly Account[] = [
  { service: 'DOCUSIGN', sandbox: 'docusign', settings: [{ name: 'accountId', value: 'sandbox' }], secrets: (key) => Object.entries({ integrationKey: 'a-firm', userId: 'olive', privateKey: privateKey(), callbackKey: key }).map(([name, secret]) => ({ name, secret })) },
  { service: 'DROPBOX_SIGN', sandbox: 'dropboxSign', settings: [], secrets: (key) => [{ name: 'apiKey', secret: key }] },
  { service: 'PANDADOC', sandbox: 'pandadoc', settings: [], secrets: (key) => [{ name: 'apiKey', secret: key }, { name: 'callbackKey', secret: key }] },
];

interface Connected { id: string; health: string; callbackAddress: string; checkingSince: string | null; lastSyncAt: string | null; lastError: string | null }

/** A service outside the house: its sandbox, told what to do by commands. */
export class OutsideSigning implements SigningService {
  #key = '';
  #connection: Connected | null = null;

  constructor(private readonly account: Account) {}

  get name(): string { return this.account.service; }
  /** Where the firm's connection is called back. */
  get callbackAddress(): string { return this.#connection?.callbackAddress ?? ''; }

  async join(story: Story): Promise<void> {
    await this.connect(story);
    await story.firm.owner.do('chooseSigningService', { service: this.name }, '{ service }');
    await this.command('callbacks', { url: this.callbackAddress, secrets: [this.#key], mode: 'deliver' });
  }

  /** Connects with keys that are good, or connects again with new ones. */
  async connect(story: Story): Promise<void> {
    this.#key = randomBytes(16).toString('hex');
    await this.command('admit', { token: this.#key });
    const { owner } = story.firm;
    await owner.do('connectSigningService', { service: this.name, settings: this.account.settings, secrets: this.account.secrets(this.#key) });
    this.#connection = await eventually(async () => {
      const one = await this.seen(story);
      if (one?.lastError) throw new Error(one.lastError);
      return one?.checkingSince === null && one.lastSyncAt !== null && one.health === 'CONNECTED' ? one : undefined;
    }, `${this.name} answers`, { timeoutMs: 3 * budgetMs }) as Connected;
  }

  /** The connection as the firm sees it. */
  async seen({ firm }: Story): Promise<Connected | undefined> {
    const { signingServices } = await firm.owner.ask<{ signingServices: { name: string; connections: Connected[] }[] }>('{ signingServices { name connections { id health callbackAddress checkingSince lastSyncAt lastError } } }');
    return signingServices.find(({ name }) => name === this.name)?.connections[0];
  }

  /** How callbacks go out from now on. */
  callbacks(mode: 'deliver' | 'lose' | 'duplicate' | 'hold'): Promise<unknown> { return this.command('callbacks', { mode }); }
  release(): Promise<unknown> { return this.command('release', {}); }
  /** Trouble at the next call of an operation. */
  trouble(operation: string, kind: string, times = 1): Promise<unknown> { return this.command('trouble', { operation, kind, times }); }
  /** The keys are good for nothing until somebody connects again. */
  revoke(): Promise<unknown> { return this.command('revoke', {}); }

  /** Somebody who does not know the secret calls back, in the vendor's own form. */
  async forged(packet: PacketRow): Promise<number> {
    const time = String(Math.floor(Date.now() / 1000));
    const ref = packet.providerRef ?? '';
    const form = new FormData();
    form.set('json', JSON.stringify({ event: { event_time: time, event_type: 'signature_request_all_signed', event_hash: '0'.repeat(64) }, signature_request: { signature_request_id: ref } }));
    const json = { 'content-type': 'application/json' };
    const calls: Record<string, [string, RequestInit]> = {
      DOCUSIGN: ['', { headers: { ...json, 'x-docusign-signature-1': 'Zm9yZ2Vk' }, body: JSON.stringify({ event: 'envelope-completed', generatedDateTime: new Date().toISOString(), data: { envelopeId: ref } }) }],
      DROPBOX_SIGN: ['', { body: form }], PANDADOC: [`?signature=${'0'.repeat(64)}`, { headers: json, body: JSON.stringify([{ event: 'document_state_changed', data: { id: ref } }]) }],
    };
    const [query, init] = calls[this.name] ?? ['', {}];
    return (await fetch(`${this.callbackAddress}${query}`, { method: 'POST', ...init })).status;
  }

  /** Everything that was ever made for a packet. */
  async things(packetId: string): Promise<Thing[]> {
    const all = await this.command('things', {}) as Thing[];
    return all.filter(({ marks }) => Object.values(marks).some((mark) => mark.includes(packetId)));
  }

  async sign(packet: PacketRow, person: Signatory): Promise<void> { await this.act(packet, { step: 'sign', email: person.email }); }
  async decline(packet: PacketRow, person: Signatory, reason: string): Promise<void> { await this.act(packet, { step: 'decline', email: person.email, reason }); }
  async signLate(packet: PacketRow, person: Signatory): Promise<string> { return this.act(packet, { step: 'sign', email: person.email }).then(() => '', (error: Error) => error.message); }
  afterMerge(_: Story, room: Pick<Prospect, 'marion' | 'ines'>): Promise<Pick<Prospect, 'marion' | 'ines'>> { return Promise.resolve(room); }

  private act(packet: PacketRow, step: object): Promise<unknown> { return this.command('act', { id: packet.providerRef, ...step }); }

  private async command(name: string, body: object): Promise<unknown> {
    const url = house.endpoints.sandboxes[this.account.sandbox];
    if (!url) throw new Error(`This house has no sandbox of ${this.name}.`);
    const response = await fetch(`${url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${this.name}: ${text}`);
    return JSON.parse(text) as unknown;
  }
}

const vendors = accounts.map((account) => new OutsideSigning(account));
const all: readonly SigningService[] = [builtIn, ...vendors];
// Every run takes another one, and the two modes of a run differ, unless somebody names it.
const turn = Number(process.env['FIRMAMENT_FAULT_SEED'] ?? 0) + (house.mode === 'services' ? 1 : 0);
const named = process.env['FIRMAMENT_SIGNING_SERVICE'];

/** The service of this run. */
export const service: SigningService = all.find(({ name }) => name === named) ?? all[turn % all.length] ?? builtIn;
/** A service outside the house, for what only such a one can do: lose its callbacks, or answer too late. */
export const outside: OutsideSigning = vendors.find(({ name }) => name === named) ?? (vendors[turn % vendors.length] as OutsideSigning);
