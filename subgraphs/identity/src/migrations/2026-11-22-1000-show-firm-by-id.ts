import { Migration } from '@firmament/kit';

/** A link from a mail names the firm by its id: its card is found by that as well as by the firm's word in addresses. */
export class ShowFirmById extends Migration {
  override up(): void {
    this.addSql(`create function identity.firm_card_by_id(wanted uuid) returns table (firm_id uuid, slug text, name text, mark text, brand_colour text, time_zone text)
  language sql stable security definer set search_path = '' as $$
    select c.firm_id, c.slug, c.name, c.mark, c.brand_colour, c.time_zone from identity.firm_cards c where c.firm_id = wanted $$`);
    this.addSql('revoke all on function identity.firm_card_by_id(uuid) from public');
    this.addSql('grant execute on function identity.firm_card_by_id(uuid) to identity_rw');
  }

  override down(): void {
    this.addSql('drop function if exists identity.firm_card_by_id(uuid)');
  }
}
