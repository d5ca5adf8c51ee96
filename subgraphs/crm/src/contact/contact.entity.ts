import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';

/** Whether mail reaches a person at their address. */
export enum ContactPointState { GOOD = 'GOOD', BAD = 'BAD' }
registerEnumType(ContactPointState, { name: 'ContactPointState', description: 'Whether messages arrive at an address.', valuesConfig: {
  GOOD: { description: 'Nothing is known against it.' }, BAD: { description: 'A message came back for good.' } } });

/** What a person answered to a question, and where. */
@ObjectType({ description: 'What a person answered, and where.' })
export class IntakeFact {
  @Field(() => String, { description: 'Key of the question.' }) key!: string;
  @Field(() => String, { description: 'The question as it was asked.' }) question!: string;
  @Field(() => String, { description: 'The answer.' }) answer!: string;
  @Field(() => String, { description: 'Where it was asked, such as BOOKING.' }) source!: string;
  @Field(() => DateTimeScalar, { description: 'When it was given.' }) at!: Date;
}

/** A person whom the firm knows. */
@ObjectType({ description: 'A person whom the firm knows; may belong to several clients.' })
@Key('id')
@Entity({ tableName: 'contacts', schema: 'crm' })
export class Contact {
  @IdField('con') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Audience('portal') @Field(() => String, { description: 'Full name.' })
  @Property({ type: 'text' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Normalised e-mail address.' })
  @Property({ type: 'text', nullable: true }) email!: string | null;
  @Field(() => ContactPointState, { description: 'Whether mail arrives there.' })
  @Property({ type: 'text', fieldName: 'email_state' }) emailState!: ContactPointState;
  @Field(() => String, { nullable: true, description: 'What the mail server said, when mail came back.' })
  @Property({ type: 'text', fieldName: 'email_fault', nullable: true }) emailFault!: string | null;
  @Field(() => String, { nullable: true, description: 'Phone number in E.164.' })
  @Property({ type: 'text', nullable: true }) phone!: string | null;
  @Field(() => String, { description: 'How the firm came to know this person.' })
  @Property({ type: 'text' }) source!: string;
  @Field(() => [IntakeFact], { description: 'What this person answered, with where and when.' })
  @Property({ type: 'json' }) intake!: IntakeFact[];
  @Field(() => DateTimeScalar, { description: 'When this person was added.' })
  @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
  @Property({ type: 'datetime', fieldName: 'changed_at' }) changedAt!: Date;

  /** Keeps new answers beside the old ones; the same question from the same place is replaced. */
  recordIntake(answers: readonly IntakeFact[], now: Date): void {
    if (answers.length === 0) return;
    const fresh = new Set(answers.map((a) => `${a.source}:${a.key}`));
    this.intake = [...this.intake.filter((a) => !fresh.has(`${a.source}:${a.key}`)), ...answers];
    this.changedAt = now;
  }

  /** Mail to this person came back for good. */
  markEmailBad(fault: string, now: Date): void {
    this.emailState = ContactPointState.BAD;
    this.emailFault = fault.slice(0, 500);
    this.changedAt = now;
  }
}

/** How a person belongs to a client. Rights stand here, never on the person. */
@ObjectType({ description: 'How a person belongs to a client, with the rights that go with it.' })
@Key('id')
@Entity({ tableName: 'links', schema: 'crm' })
export class ClientContactLink {
  @IdField('lnk') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('con', { fieldName: 'contact_id' }) contactId!: string;
  @Field(() => String, { description: 'What the person is to the client, such as Owner.' })
  @Property({ type: 'text' }) role!: string;
  @Field(() => Boolean, { description: 'The first person to talk to.' })
  @Property({ type: 'boolean', fieldName: 'is_primary' }) isPrimary!: boolean;
  @Field(() => Boolean, { description: 'May sign for the client.' })
  @Property({ type: 'boolean', fieldName: 'is_signatory' }) isSignatory!: boolean;
  @Field(() => Boolean, { description: 'Receives invoices.' })
  @Property({ type: 'boolean', fieldName: 'is_billing' }) isBilling!: boolean;
  @Field(() => Boolean, { description: 'May use the portal for this client.' })
  @Property({ type: 'boolean', fieldName: 'portal_access' }) portalAccess!: boolean;
  @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}
