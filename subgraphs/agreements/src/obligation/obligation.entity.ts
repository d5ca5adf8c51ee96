import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import { ObligationClosed } from '../errors.js';
import type { ObligedParty } from './obligation.rules.js';

/** Whose duty it is. */
export const ObligationParty = { FIRM: 'FIRM', CLIENT: 'CLIENT' } as const satisfies Record<ObligedParty, ObligedParty>;
registerEnumType(ObligationParty, { name: 'ObligationParty', description: 'Whose duty it is.', valuesConfig: { FIRM: { description: 'The firm\'s.' }, CLIENT: { description: 'The client\'s.' } } });

/** Where a duty stands. */
export enum ObligationState { OPEN = 'OPEN', FULFILLED = 'FULFILLED', WAIVED = 'WAIVED' }
registerEnumType(ObligationState, { name: 'ObligationState', description: 'Where a duty stands.', valuesConfig: {
  OPEN: { description: 'It is still to be done.' }, FULFILLED: { description: 'It is done.' }, WAIVED: { description: 'It need not be done.' } } });

/** Something that one side has to do by a day because of an agreement. */
@ObjectType({ description: 'Something that one side has to do by a day because of an agreement.' })
@Key('id')
@Entity({ tableName: 'obligations', schema: 'agreements' })
export class Obligation {
  [OptionalProps]?: 'facts';
  @IdField('obl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('agr', { fieldName: 'agreement_id' }) agreementId!: string;
  @Property({ type: 'text' }) key!: string;
  @Field(() => String, { description: 'What is to be done.' }) @Property({ type: 'text' }) title!: string;
  @Field(() => ObligationParty, { description: 'Whose duty it is.' }) @Property({ type: 'text' }) party!: ObligedParty;
  @Field(() => ID, { nullable: true, description: 'The clause from which it comes, where it comes from one.' }) @IdProperty('cls', { fieldName: 'clause_id', nullable: true }) clauseId!: string | null;
  @Property({ type: 'date', fieldName: 'first_on' }) firstOn!: string;
  @Field(() => DateScalar, { description: 'By which day.' }) @Property({ type: 'date', fieldName: 'due_on' }) dueOn!: string;
  @Field(() => Int, { nullable: true, description: 'After how many months it comes again; null when it comes once.' }) @Property({ type: 'integer', fieldName: 'every_months', nullable: true }) everyMonths!: number | null;
  @Field(() => ObligationState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: ObligationState;
  @Field(() => String, { nullable: true, description: 'What was said when it was closed.' }) @Property({ type: 'text', nullable: true }) note!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done, or let go.' }) @MomentProperty('closed_at') closedAt!: Date | null;
  @MomentProperty('told_at') toldAt!: Date | null;
  @TimeProperty('created_at') createdAt!: Date;

  get facts() { return { obligationId: this.id, agreementId: this.agreementId, clientId: this.clientId, title: this.title, party: this.party, dueOn: this.dueOn, clauseId: this.clauseId }; }

  /** It is done, or need not be; once. */
  close(state: ObligationState.FULFILLED | ObligationState.WAIVED, how: { readonly note: string | null; readonly at: Date }): void {
    if (this.state !== ObligationState.OPEN) throw new ObligationClosed(this.state);
    Object.assign(this, { state, note: how.note, closedAt: how.at });
  }
}

@ObjectType({ description: 'A page of duties.' })
export class ObligationConnection extends connectionOf(Obligation) {}
