import { Migration } from '@firmament/kit';

/** Invoices go to the people of a client who are there for them. Whom earlier facts named so is not known any more: until the next fact about them, the main contact gets the mails. */
export class KnowWhoIsBilled extends Migration {
  override up(): void {
    this.addSql('alter table communications.client_contacts add column is_billing boolean not null default false');
  }

  override down(): void {
    this.addSql('alter table communications.client_contacts drop column is_billing');
  }
}
