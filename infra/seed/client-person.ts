import { Refused, until, type Asking } from './ask.js';
import { PortalGuest, type PortalDoor } from './portal-guest.js';
import type { Practice } from './practice.js';

/** Where the story is told. */
export interface Stage { readonly asking: Asking; readonly practice: Practice; readonly door: PortalDoor }
type Known = NonNullable<ReturnType<Practice['clients']['get']>>;
interface Packet { readonly id: string; readonly state: string }

/** A client's own person in the portal. What they accept and sign, they do themselves. */
export class ClientPerson {
  private constructor(private readonly stage: Stage, readonly client: Known, readonly name: string, readonly guest: PortalGuest) {}

  /** Invites the client's first person and comes in by the link of the mail. */
  static async invite(stage: Stage, clientName: string): Promise<ClientPerson> {
    const client = stage.practice.clients.get(clientName);
    if (!client?.person || !client.contactId) throw new Error(`Nobody of ${clientName} can come into the portal.`);
    const input = { clientId: client.id, contactId: client.contactId, ...client.person };
    // The portal hears of contacts by an event: the first try may come too early.
    await until(() => stage.asking.ask('mutation($input: InvitePortalUserInput!) { invitePortalUser(input: $input) { __typename } }', { input }, stage.practice.owner)
      .then(() => true, (error: unknown) => { if (error instanceof Refused && error.code === 'NOT_FOUND') return false; throw error; }), `the portal to know ${client.person.name}`);
    return new ClientPerson(stage, client, client.person.name, await PortalGuest.enter(stage.door, client.person.email));
  }

  /** The contract of what they accepted goes out by itself; answers its packet. */
  async packetToSign(): Promise<string> {
    return until(async () => (await this.#packets()).find(({ state }) => state === 'SENT')?.id, `something to sign for ${this.name}`);
  }

  /** Opens it, and signs, or says why not; waits until the packet stands so. */
  async answer(packetId: string, no?: string): Promise<void> {
    const consent = await until(async () => {
      const { mySigning } = await this.guest.ask<{ mySigning: { consent: string; mayActNow: boolean } }>('query($id: ID!) { mySigning(packetId: $id) { consent mayActNow } }', { id: packetId });
      return mySigning.mayActNow ? mySigning.consent : null;
    }, `the turn of ${this.name}`);
    await this.guest.ask('mutation($input: SigningInput!) { viewSigning(input: $input) { id } }', { input: { packetId } });
    if (no === undefined) await this.guest.ask('mutation($input: SignPacketInput!) { signPacket(input: $input) { id } }', { input: { packetId, consent, mark: { typed: this.name } } });
    else await this.guest.ask('mutation($input: DeclineSigningInput!) { declineSigning(input: $input) { id } }', { input: { packetId, reason: no } });
    const wanted = no === undefined ? 'COMPLETED' : 'DECLINED';
    await until(async () => (await this.#packets()).find(({ id }) => id === packetId)?.state === wanted, `what ${this.name} signs to be ${wanted}`);
  }

  async #packets(): Promise<Packet[]> {
    const { asking, practice } = this.stage;
    return (await asking.ask<{ signaturePackets: { nodes: Packet[] } }>('query($id: ID!) { signaturePackets(clientId: $id) { nodes { id state } } }', { id: this.client.id }, practice.owner)).signaturePackets.nodes;
  }
}
