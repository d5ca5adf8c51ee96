import { dropInboxPurge, inboxPurge, Migration } from '@firmament/kit';

/** Arrivals that were applied long ago are deleted; how far each aggregate was applied stays known. */
export class ForgetWhatIsApplied extends Migration {
  override up(): void {
    for (const statement of inboxPurge('scheduling')) this.addSql(statement);
  }

  override down(): void {
    for (const statement of dropInboxPurge('scheduling')) this.addSql(statement);
  }
}
