import { consentTables, dropConsentTables, grantTables, Migration } from '@firmament/kit';

/** People connect signing services at the service's own page, check how they are, and choose the usual one. */
export class ConnectByConsent extends Migration {
  override up(): void {
    for (const statement of consentTables('agreements')) this.addSql(statement);
    this.addSql(`create table agreements.usual_services (tenant_id uuid not null, provider text not null check (provider ~ '^[A-Z][A-Z_]{1,39}$'), primary key (tenant_id))`);
    this.addSql(`select sec.protect('agreements.usual_services')`);
    this.addSql(grantTables('agreements', 'usual_services'));
  }

  override down(): void {
    this.addSql('drop table agreements.usual_services');
    for (const statement of dropConsentTables('agreements')) this.addSql(statement);
  }
}
