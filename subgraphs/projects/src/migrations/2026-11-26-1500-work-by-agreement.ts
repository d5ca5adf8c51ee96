import { Migration } from '@firmament/kit';

/** A project remembers the agreement that let it begin, and how far its billing is. */
export class WorkByAgreement extends Migration {
  override up(): void {
    this.addSql(`alter table projects.projects add column agreement_id uuid, add column billing text not null default 'NONE' check (billing in ('NONE', 'PENDING', 'PLANNED'))`);
    this.addSql('create index projects_by_agreement on projects.projects (tenant_id, agreement_id) where agreement_id is not null');
  }

  override down(): void {
    this.addSql('drop index projects.projects_by_agreement');
    this.addSql('alter table projects.projects drop column billing, drop column agreement_id');
  }
}
