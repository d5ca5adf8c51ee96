import { Migration } from '@firmament/kit';

/** A proposal may offer a change of what was agreed before. */
export class ProposalsThatChangeAgreements extends Migration {
  override up(): void {
    this.addSql('alter table agreements.proposals add column amends_agreement_id uuid, add foreign key (tenant_id, amends_agreement_id) references agreements.agreements (tenant_id, id) deferrable initially deferred');
  }

  override down(): void { this.addSql('alter table agreements.proposals drop column amends_agreement_id'); }
}
