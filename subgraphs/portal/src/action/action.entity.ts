import { Audience, DateScalar, DateTimeScalar, IdField, IdProperty, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** What kind of thing waits for a client. */
export const PortalActionKind = { OPEN_PORTAL: 'OPEN_PORTAL', TASK: 'TASK', FILE_REQUEST: 'FILE_REQUEST', PROPOSAL: 'PROPOSAL', SIGNATURE: 'SIGNATURE', INVOICE: 'INVOICE' } as const;
export type PortalActionKind = keyof typeof PortalActionKind;
registerEnumType(PortalActionKind, {
  name: 'PortalActionKind', description: 'What kind of thing waits for a client.',
  valuesConfig: { OPEN_PORTAL: { description: 'Open the portal for the first time.' }, TASK: { description: 'Do a task that the firm asked for.' }, FILE_REQUEST: { description: 'Hand in files that the firm asked for.' }, PROPOSAL: { description: 'Answer a proposal.' }, SIGNATURE: { description: 'Sign, or approve, documents.' }, INVOICE: { description: 'Pay an invoice.' } },
});

/** How a thing on the list stands. */
export const ActionStanding = { WAITING: 'WAITING', IN_PROGRESS: 'IN_PROGRESS', IN_REVIEW: 'IN_REVIEW', DONE: 'DONE' } as const;
export type ActionStanding = keyof typeof ActionStanding;
registerEnumType(ActionStanding, {
  name: 'PortalActionStanding', description: 'How a thing on the list of a client stands.',
  valuesConfig: {
    WAITING: { description: 'Nothing was done yet.' }, IN_PROGRESS: { description: 'Begun; something is still missing.' },
    IN_REVIEW: { description: 'Received; the firm looks at it.' }, DONE: { description: 'Settled.' } },
});

/** Something that waits for the client. It leaves the list only when its owner says that it is done. */
@ObjectType({ description: 'Something that waits for the client; it leaves the list only when it is really done.' })
@Entity({ tableName: 'actions', schema: 'portal' })
export class PortalAction {
  @Audience('portal') @IdField('mov') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Audience('portal') @Field(() => PortalActionKind, { description: 'What kind of thing.' })
  @Property({ type: 'text' }) kind!: PortalActionKind;
  @Property({ type: 'text', fieldName: 'source_ref' }) sourceRef!: string;
  @IdProperty('con', { fieldName: 'contact_id', nullable: true }) contactId!: string | null;
  @Property({ type: 'text', fieldName: 'bundle_ref', nullable: true }) bundleRef!: string | null;
  @Audience('portal') @Field(() => String, { description: 'What to do, as an order.' })
  @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Why it is asked.' })
  @Property({ type: 'text', nullable: true }) why!: string | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'By which day.' })
  @Property({ type: 'date', fieldName: 'due_on', nullable: true }) dueOn!: string | null;
  @Audience('portal') @Field(() => DateTimeScalar, { description: 'Since when it waits.' })
  @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
  @Audience('portal') @Field(() => ActionStanding, { description: 'How it stands.' })
  @Property({ type: 'text' }) standing!: ActionStanding;
  @Property({ type: 'datetime', fieldName: 'done_at', nullable: true }) doneAt!: Date | null;
}
