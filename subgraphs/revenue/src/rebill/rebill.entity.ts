import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MinorProperty, MomentProperty, TimeProperty } from '../columns.types.js';

/** What a bill cost for a client, to be billed to them: on one invoice only. */
@ObjectType({ description: 'What a bill cost for a client, to be billed to them.' })
@Key('id')
@Entity({ tableName: 'rebills', schema: 'revenue' })
export class Rebill {
  @IdField('rbl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('bil', { fieldName: 'bill_id' }) billId!: string;
  @IdProperty('bll', { fieldName: 'bill_line_id' }) billLineId!: string;
  @Field(() => ID, { nullable: true, description: 'The project it is for.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @Field(() => String, { description: 'What it is.' }) @Property({ type: 'text' }) title!: string;
  @MinorProperty('amount_minor') amountMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Field(() => String, { nullable: true, description: 'Why it is not billed, where somebody let go of it.' }) @Property({ type: 'text', nullable: true }) waived!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody let go of it.' }) @MomentProperty('waived_at') waivedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'Since when it waits.' }) @TimeProperty('created_at') createdAt!: Date;
}

@ObjectType({ description: 'A page of what bills cost for clients.' })
export class RebillConnection extends connectionOf(Rebill) {}
