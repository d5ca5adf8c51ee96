import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionPrefix, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty } from '../../columns.types.js';

/** On which side of a paper somebody stands. */
export const LedgerSide = { CUSTOMER: 'CUSTOMER', VENDOR: 'VENDOR' } as const;
/** One of them. */
export type LedgerSide = keyof typeof LedgerSide;
registerEnumType(LedgerSide, { name: 'LedgerSide', description: 'On which side of a paper somebody stands.', valuesConfig: { CUSTOMER: { description: 'A client of ours.' }, VENDOR: { description: 'A vendor.' } } });

/** Somebody in the ledger who may be meant. */
export interface Candidate { readonly externalId: string; readonly name: string; readonly email: string | null }

/** Who a client or a vendor is in the ledger. Who has the same name there is never taken for them by guess: then somebody is asked, and the papers wait. */
@ObjectType({ description: 'Who a client or a vendor is in the ledger, or the question which of several it is.' })
@Key('id')
@Entity({ tableName: 'ledger_parties', schema: 'revenue' })
export class LedgerParty {
  @IdField('lpt') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty(connectionPrefix, { fieldName: 'connection_id' }) connectionId!: string;
  @Field(() => LedgerSide, { description: 'On which side.' }) @Property({ type: 'text' }) side!: LedgerSide;
  @Field(() => ID, { description: 'Our id of the client or vendor.' }) @Property({ type: 'text', fieldName: 'our_id' }) ourId!: string;
  @Field(() => String, { description: 'What we call them.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => String, { nullable: true, description: 'The ledger\'s id of them; null while nobody has said.' }) @Property({ type: 'text', fieldName: 'external_id', nullable: true }) externalId!: string | null;
  @Property({ type: 'json' }) candidates!: Candidate[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when somebody is asked.' }) @MomentProperty('asked_at') askedAt!: Date | null;
  /** The name under which they are written there, where another has theirs. */
  @Property({ type: 'text', fieldName: 'written_as', nullable: true }) writtenAs!: string | null;
  @Property({ type: 'text', fieldName: 'answered_by', nullable: true }) answeredBy!: string | null;
}
