import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PersonSuspended } from '../errors.js';

/** Where a person stands with the portal. */
export const PortalUserStatus = { INVITED: 'INVITED', ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' } as const;
export type PortalUserStatus = keyof typeof PortalUserStatus;
registerEnumType(PortalUserStatus, {
  name: 'PortalUserStatus', description: 'Where a person stands with the portal.',
  valuesConfig: { INVITED: { description: 'Invited, and has not come yet.' }, ACTIVE: { description: 'Has opened the portal.' }, SUSPENDED: { description: 'Shut out by the firm.' } },
});

/** A person of a client, as the portal knows them: one per contact, whatever number of clients they belong to. */
@ObjectType({ description: 'A person of a client who was let into the portal; one per contact.' })
@Key('id')
@Entity({ tableName: 'people', schema: 'portal' })
export class PortalUser {
  @IdField('pus') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('con', { fieldName: 'contact_id' }) contactId!: string;
  @Field(() => String, { description: 'Name of the person.' })
  @Property({ type: 'text' }) name!: string;
  @Field(() => String, { description: 'Address that links go to.' })
  @Property({ type: 'text' }) email!: string;
  @Field(() => PortalUserStatus, { description: 'Where the person stands with the portal.' })
  @Property({ type: 'text' }) status!: PortalUserStatus;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person opened the portal for the first time.' })
  @Property({ type: 'datetime', fieldName: 'activated_at', nullable: true }) activatedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person last signed in.' })
  @Property({ type: 'datetime', fieldName: 'last_seen_at', nullable: true }) lastSeenAt!: Date | null;

  /** Refuses a person who was shut out. */
  demandNotSuspended(): void {
    if (this.status === 'SUSPENDED') throw new PersonSuspended();
  }

  /** The person came in. True when it was the first time. */
  arrive(now: Date): boolean {
    this.demandNotSuspended();
    const first = this.activatedAt === null;
    this.activatedAt ??= now;
    this.status = 'ACTIVE';
    this.lastSeenAt = now;
    this.version += 1;
    return first;
  }

  /** Shuts the person out, for every client. */
  suspend(): void {
    this.status = 'SUSPENDED';
    this.version += 1;
  }

  /** Lets the person in again, as they stood before. */
  reinstate(): void {
    this.status = this.activatedAt === null ? 'INVITED' : 'ACTIVE';
    this.version += 1;
  }
}
