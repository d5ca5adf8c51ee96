import { Migration } from '@firmament/kit';

/** A proposal may offer a change of what was agreed before. */
export class ProposalsThatChangeAgreements extends Migration {
  override up(): void {
    this.addSql('alter table agreements.proposals add column amends_agreement_id uuid');
    // No row has one yet, and whoever migrates belongs to no firm whose rows could be looked at: the key holds from the first row that is written.
    this.addSql('alter table agreements.proposals add foreign key (tenant_id, amends_agreement_id) references agreements.agreements (tenant_id, id) deferrable initially deferred not valid');
  }

  override down(): void { this.addSql('alter table agreements.proposals drop column amends_agreement_id'); }
}
