import type { Actor } from '@firmament/kit';
import type { Harness } from '@firmament/kit/testing';

/** The password of everybody here who has one of their own. */
export const password = 'a quiet harbour 7';

/** A firm that was registered for a test, with its owner as an actor. */
export interface TestFirm {
  readonly id: string;
  readonly slug: string;
  readonly owner: Actor;
  readonly ownerEmail: string;
}

const register = `mutation ($input: RegisterFirmInput!) { registerFirm(input: $input) { id slug name mark status currency brandColour } }`;

/** Registers a firm as the platform does. */
export async function aFirm(h: Harness, slug: string, over: { name?: string; email?: string; ownerName?: string; password?: string } = {}): Promise<TestFirm> {
  const ownerEmail = over.email ?? `owner@${slug}.test`;
  const answer = await h.as(h.platform()).run(register, {
    input: {
      name: over.name ?? slug, slug, timeZone: 'Europe/London', currency: 'GBP',
      owner: { name: over.ownerName ?? 'Ines Calder', email: ownerEmail, password: over.password ?? password },
    },
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const id = (answer.data?.registerFirm as { id: string }).id;
  const [row] = await h.sql(`select data from identity.outbox where event_type = 'identity.firm.registered' and data->>'firmId' = $1`, [id]);
  const ownerId = (row?.data as { ownerUserId: string }).ownerUserId;
  return { id, slug, ownerEmail, owner: { kind: 'staff', id: ownerId, tenantId: id, name: 'Ines Calder', permissions: ['*'] } };
}

const add = `mutation ($input: AddUserInput!) { addUser(input: $input) { id name email initials roleKeys version active } }`;

/** Somebody who joined the firm. */
export interface TestUser {
  readonly id: string;
  readonly email: string;
  readonly version: number;
}

/** Adds a person to the firm, as its owner does. */
export async function aUser(h: Harness, firm: TestFirm, email: string, roleKeys: readonly string[] = ['staff'], firstPassword = password): Promise<TestUser> {
  const answer = await h.as(firm.owner).run(add, { input: { name: 'Tom Reed', email, password: firstPassword, roleKeys } });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data?.addUser as TestUser;
}

/** The reason, or else the code, of the first refusal; «none» when there was none. */
export function refusal(answer: { errors?: readonly { extensions?: Record<string, unknown> }[] }): string {
  const extensions = answer.errors?.[0]?.extensions;
  if (!answer.errors) return 'none';
  return String(extensions?.reason ?? extensions?.code ?? 'unnamed');
}
