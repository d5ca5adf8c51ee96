import { Migration } from '@firmament/kit';

/** A line that comes back names who sent it and when, so that the client knows whom to ask. */
export class TellWhoSentItBack extends Migration {
  override up(): void {
    this.addSql('alter table files.request_items add column sent_back_by text, add column sent_back_at timestamptz');
  }

  override down(): void {
    this.addSql('alter table files.request_items drop column sent_back_by, drop column sent_back_at');
  }
}
