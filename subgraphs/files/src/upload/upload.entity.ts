import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, SizeProperty, TimeProperty } from '../columns.types.js';
import { UploadOver } from '../errors.js';

/** How far an upload is. */
export enum UploadState { OPEN = 'OPEN', CHECKING = 'CHECKING', DONE = 'DONE', FAILED = 'FAILED', ABORTED = 'ABORTED', EXPIRED = 'EXPIRED' }
registerEnumType(UploadState, { name: 'FileUploadState', description: 'How far an upload is.', valuesConfig: {
  OPEN: { description: 'Parts are on their way.' }, CHECKING: { description: 'All is there; it is looked through before anybody sees it.' }, DONE: { description: 'The file is taken in.' },
  FAILED: { description: 'It was not taken in; see the reason.' }, ABORTED: { description: 'Given up by whoever began it.' }, EXPIRED: { description: 'Nobody finished it in time.' } } });

/** A part that the browser says it has sent. */
export interface SentPart { readonly number: number; readonly etag: string }

/** One upload: bytes go straight to the store, and come into sight when they were checked. */
@ObjectType('FileUpload', { description: 'One upload: bytes go straight to the store, and come into sight when they were checked.' })
@Key('id')
@Entity({ tableName: 'uploads', schema: 'files' })
export class Upload {
  [OptionalProps]?: 'place' | 'doer';
  @Audience('portal', 'public') @IdField('upl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('fol', { fieldName: 'folder_id', nullable: true }) folderId!: string | null;
  @IdProperty('fil', { fieldName: 'file_id', nullable: true }) fileId!: string | null;
  @IdProperty('fri', { fieldName: 'item_id', nullable: true }) itemId!: string | null;
  @IdProperty('rql', { fieldName: 'link_id', nullable: true }) linkId!: string | null;
  @Audience('portal', 'public') @Field(() => String, { description: 'Name of the file to be.' }) @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text' }) sha256!: string;
  @Audience('portal', 'public') @Field(() => Float, { description: 'Bytes.' }) @SizeProperty() size!: number;
  @Property({ type: 'text', fieldName: 'content_type' }) contentType!: string;
  @Audience('portal', 'public') @Field(() => Int, { description: 'Bytes of each part; the last one holds the rest.' }) @Property({ type: 'integer', fieldName: 'part_size' }) partSize!: number;
  @Property({ type: 'text', fieldName: 'storage_key' }) storageKey!: string;
  @Property({ type: 'text', fieldName: 'storage_upload_id' }) storageUploadId!: string;
  @Property({ type: 'json' }) parts!: SentPart[];
  @Audience('portal', 'public') @Field(() => UploadState, { description: 'How far it is.' }) @Property({ type: 'text' }) state!: UploadState;
  @Audience('portal', 'public') @Field(() => String, { nullable: true, description: 'Why it was not taken in: `CHECKSUM_MISMATCH`, `SIZE_MISMATCH`, `INFECTED`, `EMPTY`, `PARTS_MISSING`, `PLACE_GONE`, `SEALED`.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Property({ type: 'integer' }) tries!: number;
  @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @MomentProperty('seed_time') seedTime!: Date | null;
  @TimeProperty('created_at') createdAt!: Date;
  @Audience('portal', 'public') @Field(() => DateTimeScalar, { description: 'Until when it can be finished.' }) @TimeProperty('expires_at') expiresAt!: Date;
  @Property({ type: 'text', fieldName: 'by_kind' }) byKind!: string;
  @Property({ type: 'text', fieldName: 'by_id' }) byId!: string;
  @Property({ type: 'text', fieldName: 'by_name', nullable: true }) byName!: string | null;

  get place() { return { key: this.storageKey, uploadId: this.storageUploadId }; }
  get doer() { return { byKind: this.byKind, byId: this.byId, byName: this.byName }; }
  demandOpen(): void { if (this.state !== UploadState.OPEN) throw new UploadOver(this.state); }
}
