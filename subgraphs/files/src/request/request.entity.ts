import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';

/** How far a request is. */
export enum RequestState { DRAFT = 'DRAFT', SENT = 'SENT', IN_PROGRESS = 'IN_PROGRESS', SUBMITTED = 'SUBMITTED', COMPLETED = 'COMPLETED', CANCELLED = 'CANCELLED', EXPIRED = 'EXPIRED' }
registerEnumType(RequestState, { name: 'FileRequestState', description: 'How far a request is.', valuesConfig: {
  DRAFT: { description: 'Being written; the client does not see it.' }, SENT: { description: 'Asked; nothing came yet.' }, IN_PROGRESS: { description: 'Some lines are satisfied, others wait.' },
  SUBMITTED: { description: 'All that is required is there; the firm looks.' }, COMPLETED: { description: 'The firm accepted all.' }, CANCELLED: { description: 'No longer asked.' }, EXPIRED: { description: 'Its time is over.' } } });

/** How far a line is. */
export enum ItemState { WAITING = 'WAITING', RECEIVED = 'RECEIVED', ACCEPTED = 'ACCEPTED', REJECTED = 'REJECTED', NOT_APPLICABLE = 'NOT_APPLICABLE' }
registerEnumType(ItemState, { name: 'FileRequestItemState', description: 'How far a line is.', valuesConfig: {
  WAITING: { description: 'Nothing came.' }, RECEIVED: { description: 'Something came; nobody looked yet.' }, ACCEPTED: { description: 'The firm is content.' },
  REJECTED: { description: 'To be handed in again; see the reason.' }, NOT_APPLICABLE: { description: 'Not needed; see the reason.' } } });

/** One thing that is asked for. */
@ObjectType({ description: 'One thing that a request asks for.' })
@Key('id')
@Entity({ tableName: 'request_items', schema: 'files' })
export class FileRequestItem {
  [OptionalProps]?: 'isSatisfied' | 'isOpen';
  @Audience('portal') @IdField('fri') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('frq', { fieldName: 'request_id' }) requestId!: string;
  @Audience('portal') @Field(() => Int, { description: 'Place in the list, from 0.' }) @Property({ type: 'integer' }) position!: number;
  @Audience('portal') @Field(() => String, { description: 'What is asked for.' }) @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'How to find it, or an example.' }) @Property({ type: 'text', nullable: true }) hint!: string | null;
  @Audience('portal') @Field(() => Boolean, { description: 'True when the request is not complete without it.' }) @Property({ type: 'boolean' }) required!: boolean;
  @Audience('portal') @Field(() => ItemState, { description: 'How far it is.' }) @Property({ type: 'text' }) state!: ItemState;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Why it was sent back, or is not needed.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who sent it back; null when nobody did, or the safety check.' }) @Property({ type: 'text', fieldName: 'sent_back_by', nullable: true }) sentBackBy!: string | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent back; null when it is not.' }) @MomentProperty('sent_back_at') sentBackAt!: Date | null;
  @Property({ type: 'json', fieldName: 'file_ids' }) fileIds!: string[];
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When something last came.' }) @MomentProperty('received_at') receivedAt!: Date | null;

  get isSatisfied(): boolean { return this.state === ItemState.RECEIVED || this.state === ItemState.ACCEPTED || this.state === ItemState.NOT_APPLICABLE; }
  get isOpen(): boolean { return this.state === ItemState.WAITING || this.state === ItemState.REJECTED; }

  /** A file came; content that is there already is not counted twice. */
  receive(fileId: string, now: Date): void {
    this.fileIds = this.fileIds.includes(fileId) ? this.fileIds : [...this.fileIds, fileId];
    Object.assign(this, { state: ItemState.RECEIVED, reason: null, receivedAt: now, sentBackBy: null, sentBackAt: null });
  }

  /** It must be handed in again; whoever reads why also reads who says so. */
  sendBack(reason: string, by: { readonly name: string | null; readonly at: Date }): void {
    Object.assign(this, { state: ItemState.REJECTED, reason, sentBackBy: by.name, sentBackAt: by.at });
  }

  /** The firm is content with it, or nobody needs it any more. */
  settle(state: ItemState.ACCEPTED | ItemState.NOT_APPLICABLE, reason: string | null): void {
    Object.assign(this, { state, reason, sentBackBy: null, sentBackAt: null });
  }
}

/** A list of files that a client is asked for. */
@ObjectType({ description: 'A list of files that a client is asked for.' })
@Key('id')
@Entity({ tableName: 'requests', schema: 'files' })
export class FileRequest {
  [OptionalProps]?: 'takesFiles' | 'isOutstanding' | 'facts';
  @Audience('portal') @IdField('frq') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project it serves.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @Property({ type: 'text', fieldName: 'project_key', nullable: true }) projectKey!: string | null;
  @Field(() => ID, { nullable: true, description: 'The folder into which its files go.' }) @IdProperty('fol', { fieldName: 'folder_id', nullable: true }) folderId!: string | null;
  @Audience('portal') @Field(() => String, { description: 'What it is about.' }) @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'A word to the client.' }) @Property({ type: 'text', nullable: true }) note!: string | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'By which day.' }) @Property({ type: 'date', fieldName: 'due_on', nullable: true }) dueOn!: string | null;
  @Field(() => [DateTimeScalar], { description: 'When the client is reminded, unless all is there by then.' }) @Property({ type: 'json', fieldName: 'remind_at' }) remindAt!: string[];
  @Field(() => Int, { description: 'How often the client was reminded in this round.' }) @Property({ type: 'integer', fieldName: 'reminders_sent' }) remindersSent!: number;
  @Audience('portal') @Field(() => RequestState, { description: 'How far it is.' }) @Property({ type: 'text' }) state!: RequestState;
  @Audience('portal') @Field(() => Int, { description: 'Counts from 1, and up with each reopening.' }) @Property({ type: 'integer' }) round!: number;
  @Field(() => String, { nullable: true, description: 'Who gets the link; the main contact when nobody is named.' }) @Property({ type: 'text', fieldName: 'recipient_name', nullable: true }) recipientName!: string | null;
  @Field(() => String, { nullable: true, description: 'Where the link is sent.' }) @Property({ type: 'text', fieldName: 'recipient_email', nullable: true }) recipientEmail!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it expires.' }) @MomentProperty('expires_at') expiresAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent.' }) @MomentProperty('sent_at') sentAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When all that is required was there.' }) @MomentProperty('submitted_at') submittedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'What kind of actor handed in the last line.' }) @Property({ type: 'text', fieldName: 'submitted_by_kind', nullable: true }) submittedByKind!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who handed in the last line.' }) @Property({ type: 'text', fieldName: 'submitted_by_name', nullable: true }) submittedByName!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) @TimeProperty('created_at') createdAt!: Date;

  /** True while the client can still hand something in. */
  get takesFiles(): boolean { return [RequestState.SENT, RequestState.IN_PROGRESS, RequestState.SUBMITTED].includes(this.state); }
  /** True while something required is missing. */
  get isOutstanding(): boolean { return this.state === RequestState.SENT || this.state === RequestState.IN_PROGRESS; }
  get facts() { return { requestId: this.id, round: this.round, clientId: this.clientId, projectId: this.projectId, title: this.title }; }
}

/** A link to hand in files without signing in. It hangs on no client, so that its bearer can be let in before anything is known. */
@Entity({ tableName: 'request_links', schema: 'files' })
export class RequestLink {
  @IdField('rql') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('frq', { fieldName: 'request_id' }) requestId!: string;
  @Property({ type: 'text', fieldName: 'token_hash' }) tokenHash!: string;
  @Property({ type: 'text', fieldName: 'passcode_hash', nullable: true }) passcodeHash!: string | null;
  @TimeProperty('expires_at') expiresAt!: Date;
  @MomentProperty('revoked_at') revokedAt!: Date | null;
  @TimeProperty('created_at') createdAt!: Date;
}
