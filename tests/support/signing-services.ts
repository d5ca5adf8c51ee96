import { eventually } from '@firmament/kit/testing';
import { budgetMs, house } from './house.js';
import type { PacketRow, Signatory } from './signing.js';
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
}

/** What a person sees of what they are asked to sign. */
const page = 'query($id: ID!) { mySigning(packetId: $id) { consent mayActNow whyNotYet } }';
interface Seen { mySigning: { consent: string; mayActNow: boolean; whyNotYet: string | null } }

async function turnOf(packet: PacketRow, { portal, name }: Signatory): Promise<string> {
  const seen = await eventually(async () => {
    const { mySigning } = await portal.ask<Seen>(page, { id: packet.id });
    return mySigning.mayActNow ? mySigning : undefined;
  }, `it is the turn of ${name}`, { timeoutMs: 2 * budgetMs });
  return (seen as Seen['mySigning']).consent;
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
};

/** The service that a journey uses: all of them in turn, from run to run and from mode to mode. */
export const service: SigningService = builtIn;
export const mode = house.mode;
