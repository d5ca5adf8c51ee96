import type { Ctx } from '@firmament/kit';
import { idToUuid, isId, uuidToId } from '@firmament/events';
import { fingerprint } from '../account/fingerprint.js';
import type { Firm } from './firm.entity.js';
import { PublicFirm } from './firm.entity.js';
import { isSlug } from './firm.rules.js';

type CardRow = {
  firm_id: string;
  slug: string;
  name: string;
  mark: string;
  brand_colour: string;
  time_zone: string;
};

/** Shows the firm outside its walls: name, colour and address. Refused by the database when the address is taken. */
export async function putFirmCard(ctx: Ctx, firm: Firm): Promise<void> {
  await ctx.sql('select identity.firm_card_put($1, $2, $3, $4, $5)', [firm.slug, firm.name, firm.mark, firm.brandColour, firm.timeZone]);
}

/** The firm that answers at an address. Needs no tenant. */
export async function firmCardBySlug(ctx: Ctx, slug: string): Promise<PublicFirm | null> {
  if (!isSlug(slug)) return null;
  const rows = await ctx.read.sql<CardRow>('select * from identity.firm_card_by_slug($1)', [slug]);
  return rows[0] ? cardOf(rows[0]) : null;
}

/** The firm at an address, by its word or its id; without one, the firm in which the caller is signed in. Needs no tenant. */
export async function firmCardAt(ctx: Ctx, address: string | null): Promise<PublicFirm | null> {
  const at = address ?? ctx.actor.tenantId;
  if (at === null || !isId('firm', at)) return at === null ? null : firmCardBySlug(ctx, at);
  const rows = await ctx.read.sql<CardRow>('select * from identity.firm_card_by_id($1)', [idToUuid(at)]);
  return rows[0] ? cardOf(rows[0]) : null;
}

/** The firm that was registered first: the one that a demo shows. Needs no tenant. */
export async function firstFirmCard(ctx: Ctx): Promise<PublicFirm | null> {
  const rows = await ctx.read.sql<CardRow>('select * from identity.firm_card_first()', []);
  return rows[0] ? cardOf(rows[0]) : null;
}

/** The firms in which the person with this e-mail is active; for use inside a mutation. Needs no tenant. */
export async function firmCardsOf(ctx: Ctx, email: string): Promise<PublicFirm[]> {
  const rows = await ctx.sql<CardRow>('select * from identity.firm_cards_by_email($1)', [fingerprint(email)]);
  return rows.map(cardOf);
}

function cardOf(row: CardRow): PublicFirm {
  return Object.assign(new PublicFirm(), {
    id: uuidToId('firm', row.firm_id), slug: row.slug, name: row.name, mark: row.mark,
    brandColour: row.brand_colour, timeZone: row.time_zone,
  });
}
