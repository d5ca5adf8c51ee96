import { Entity, Property } from '@mikro-orm/decorators/legacy';
import type { OptionalProps } from '@mikro-orm/core';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';

/** Where the asking for files stands. */
export enum FileNeedState { PLANNED = 'PLANNED', WAITING = 'WAITING', RECEIVED = 'RECEIVED', CANCELLED = 'CANCELLED' }
registerEnumType(FileNeedState, { name: 'FileNeedState', description: 'Where the asking for files stands.', valuesConfig: {
  PLANNED: { description: 'The client was not asked yet.' }, WAITING: { description: 'The client was asked.' }, RECEIVED: { description: 'Everything that is required is there.' },
  CANCELLED: { description: 'It is not wanted any more.' } } });

/** One line of what is wanted. */
@ObjectType({ description: 'One line of what is wanted of the client.' })
export class FileNeedItem {
  @Field(() => String, { description: 'What is wanted.' }) title!: string;
  @Field(() => Boolean, { description: 'Work cannot go on without it.' }) required!: boolean;
  @Field(() => String, { nullable: true, description: 'A hint for the client.' }) hint!: string | null;
}

/** What files a project needs of its client, and the request that asks for them. */
@ObjectType({ description: 'What files a project needs of its client, and how the asking stands.' })
@Entity({ tableName: 'file_needs', schema: 'projects' })
export class ProjectFileNeed {
  declare [OptionalProps]?: 'isOpen';
  @IdField('pfn') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('prj', { fieldName: 'project_id' }) projectId!: string;
  @IdProperty('sec', { fieldName: 'section_id', nullable: true }) sectionId!: string | null;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => String, { description: 'Its key within the project.' }) @Property({ type: 'text' }) key!: string;
  @Field(() => String, { description: 'What is wanted, as a whole.' }) @Property({ type: 'text' }) title!: string;
  @Field(() => [FileNeedItem], { description: 'The lines, in order.' }) @Property({ type: 'json' }) items!: FileNeedItem[];
  @Property({ type: 'integer', fieldName: 'relative_days', nullable: true }) relativeDays!: number | null;
  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' }) @Property({ type: 'date', fieldName: 'due_on', nullable: true }) dueOn!: string | null;
  @Field(() => FileNeedState, { description: 'Where the asking stands.' }) @Property({ type: 'text' }) state!: FileNeedState;
  @Field(() => ID, { nullable: true, description: 'The request that asks the client.' }) @Property({ type: 'text', fieldName: 'request_id', nullable: true }) requestId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the client was asked.' }) @Property({ type: 'datetime', fieldName: 'waiting_since', nullable: true }) waitingSince!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last required file came.' }) @Property({ type: 'datetime', fieldName: 'received_at', nullable: true }) receivedAt!: Date | null;
  @Property({ type: 'integer' }) position!: number;

  get isOpen(): boolean { return this.state === FileNeedState.PLANNED || this.state === FileNeedState.WAITING; }

  /** The client was asked, for the first time or again. False when it waits for this request already. */
  ask(requestId: string, now: Date): boolean {
    if (this.state === FileNeedState.WAITING && this.requestId === requestId) return false;
    this.requestId = requestId;
    this.waitingSince = now;
    this.state = FileNeedState.WAITING;
    this.receivedAt = null;
    return true;
  }

  /** It came, or is not wanted any more. False when it was settled. */
  settle(state: FileNeedState.RECEIVED | FileNeedState.CANCELLED, now: Date): boolean {
    if (!this.isOpen) return false;
    this.state = state;
    if (state === FileNeedState.RECEIVED) this.receivedAt = now;
    return true;
  }
}
