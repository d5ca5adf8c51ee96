import { Migration } from '@firmament/kit';

/** A board asks for the projects of one sort of work. */
export class BoardOfProjects extends Migration {
  override up(): void { this.addSql('create index projects_by_type on projects.projects (tenant_id, project_type, status)'); }

  override down(): void { this.addSql('drop index projects.projects_by_type'); }
}
