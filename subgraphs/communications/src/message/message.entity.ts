import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';

/** Where a mail stands. */
export enum MessageStatus { QUEUED = 'QUEUED', SENT = 'SENT', FAILED = 'FAILED' }
registerEnumType(MessageStatus, {
  name: 'MessageStatus', description: 'Where a mail stands.',
  valuesConfig: { QUEUED: { description: 'It waits for the mail server.' }, SENT: { description: 'The next mail server took it.' }, FAILED: { description: 'It will not be tried again.' } },
});

/** A file that goes with a mail. */
export interface Attachment { readonly name: string; readonly contentType: string; readonly content: string }

const when = { type: 'datetime', columnType: 'timestamptz' } as const;

/** A mail that leaves the house. Its text is not shown again: it can carry a link or a code that is its reader's alone. */
@ObjectType({ description: 'A mail that leaves the house. Its text is not shown: it can carry a link or a code that is its reader\'s alone.' })
@Key('id')
@Entity({ tableName: 'messages', schema: 'communications' })
export class OutboundMessage {
  @IdField('msg') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Property({ type: 'text', fieldName: 'dedupe_key' }) dedupeKey!: string;
  @Field(() => String, { description: 'What kind of mail it is, for example `appointment.booked`.' })
  @Property({ type: 'text' }) kind!: string;
  @Property({ type: 'text', nullable: true }) about!: string | null;
  @Field(() => String, { name: 'to', description: 'The address it goes to.' })
  @Property({ type: 'text', fieldName: 'to_address' }) toAddress!: string;
  @Field(() => String, { description: 'The name it goes to.' })
  @Property({ type: 'text', fieldName: 'to_name' }) toName!: string;
  @Field(() => String, { description: 'The subject.' })
  @Property({ type: 'text' }) subject!: string;
  @Property({ type: 'text', fieldName: 'text_body' }) textBody!: string;
  @Property({ type: 'text', fieldName: 'html_body' }) htmlBody!: string;
  @Property({ type: 'json' }) attachments!: Attachment[];
  @Field(() => ID, { nullable: true, description: 'The client it is about; null until that is known.' })
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The contact it goes to; null until that is known.' })
  @IdProperty('con', { fieldName: 'contact_id', nullable: true }) contactId!: string | null;
  @IdProperty('usr', { fieldName: 'notify_user_id', nullable: true }) notifyUserId!: string | null;
  @Field(() => MessageStatus, { description: 'Where it stands.' })
  @Property({ type: 'text' }) status!: MessageStatus;
  @Field(() => Int, { description: 'How often it was tried.' })
  @Property({ type: 'integer' }) attempts!: number;
  @Property({ ...when, fieldName: 'leased_until', nullable: true }) leasedUntil!: Date | null;
  /** After this moment the mail is of no use, as with a code that ran out; such a text is wiped once it left. */
  @Property({ ...when, fieldName: 'not_after', nullable: true }) notAfter!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it failed, or why the last try did.' })
  @Property({ type: 'text', nullable: true }) failure!: string | null;
  @Field(() => Boolean, { description: 'True when the address refused it.' })
  @Property({ type: 'boolean' }) bounced!: boolean;
  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  @Property({ ...when, fieldName: 'queued_at' }) queuedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next mail server took it.' })
  @Property({ ...when, fieldName: 'sent_at', nullable: true }) sentAt!: Date | null;
  @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @Property({ type: 'text', fieldName: 'causation_id', nullable: true }) causationId!: string | null;
  @Property({ ...when, fieldName: 'seed_time', nullable: true }) seedTime!: Date | null;

  /** The next mail server took it. */
  markSent(now: Date): void {
    Object.assign(this, { status: MessageStatus.SENT, sentAt: now, leasedUntil: null, failure: null, version: this.version + 1 });
    this.wipeSecret();
  }

  /** It will not be tried again. */
  markFailed(reason: string, bounced: boolean): void {
    Object.assign(this, { status: MessageStatus.FAILED, failure: reason, bounced, leasedUntil: null, version: this.version + 1 });
    this.wipeSecret();
  }

  /** It could not be handed over this time. */
  markDelayed(reason: string): void {
    Object.assign(this, { failure: reason, leasedUntil: null, version: this.version + 1 });
  }

  private wipeSecret(): void {
    if (this.notAfter) Object.assign(this, { textBody: '', htmlBody: '', attachments: [] });
  }
}
