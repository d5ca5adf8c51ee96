import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateTimeScalar, IdColumn, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, SizeProperty, TimeProperty } from '../columns.types.js';
import { FileLocked, FileNotSafe, FileSealedAlready } from '../errors.js';
import { Visibility } from '../template/folder-template.entity.js';

/** What the look through a file found. */
export enum ScanState { CLEAN = 'CLEAN', INFECTED = 'INFECTED' }
registerEnumType(ScanState, { name: 'FileScanState', description: 'What the look through a file found.', valuesConfig: { CLEAN: { description: 'Nothing bad.' }, INFECTED: { description: 'Something harmful; nobody can fetch it.' } } });

/** What the client says of a document. */
export enum Approval { NONE = 'NONE', PENDING = 'PENDING', APPROVED = 'APPROVED', DISAPPROVED = 'DISAPPROVED' }
registerEnumType(Approval, { name: 'FileApproval', description: 'What the client says of a document.', valuesConfig: {
  NONE: { description: 'Nobody asked.' }, PENDING: { description: 'Asked, not answered.' }, APPROVED: { description: 'Yes.' }, DISAPPROVED: { description: 'No; see the comment.' } } });

/** The content of a file, once per firm however often it was sent. */
@Entity({ tableName: 'blobs', schema: 'files' })
export class Blob {
  @PrimaryKey({ type: new IdColumn('blb'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'text' }) sha256!: string;
  @SizeProperty() size!: number;
  @Property({ type: 'text', fieldName: 'content_type' }) contentType!: string;
  @Property({ type: 'text', fieldName: 'storage_key' }) storageKey!: string;
  @Property({ type: 'text', fieldName: 'scan_state' }) scanState!: ScanState;
  @Property({ type: 'text' }) engine!: string;
  @Property({ type: 'text', nullable: true }) finding!: string | null;
  @TimeProperty('created_at') createdAt!: Date;
}

/** One version of a file; it never changes. */
@ObjectType({ description: 'One version of a file; it never changes.' })
@Entity({ tableName: 'versions', schema: 'files' })
export class FileVersion {
  @PrimaryKey({ type: new IdColumn('fvr'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('fil', { fieldName: 'file_id' }) fileId!: string;
  @IdProperty('blb', { fieldName: 'blob_id' }) blobId!: string;
  @Audience('portal') @Field(() => Int, { description: 'Counts from 1.' }) @Property({ type: 'integer' }) no!: number;
  @Audience('portal') @Field(() => String, { description: 'The name it had.' }) @Property({ type: 'text' }) name!: string;
  @Audience('portal') @Field(() => String, { description: 'SHA-256 of the content, hex.' }) @Property({ type: 'text' }) sha256!: string;
  @Audience('portal') @Field(() => Float, { description: 'Bytes.' }) @SizeProperty() size!: number;
  @Audience('portal') @Field(() => String, { description: 'Type by its first bytes; by its declaration where bytes do not tell.' }) @Property({ type: 'text', fieldName: 'content_type' }) contentType!: string;
  @Audience('portal') @Field(() => Int, { nullable: true, description: 'The version that was taken back up by this one.' }) @Property({ type: 'integer', fieldName: 'restored_from', nullable: true }) restoredFrom!: number | null;
  @Audience('portal') @Field(() => DateTimeScalar, { description: 'When it came.' }) @TimeProperty('created_at') createdAt!: Date;
  @Property({ type: 'text', fieldName: 'by_kind' }) byKind!: string;
  @Property({ type: 'text', fieldName: 'by_id' }) byId!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who brought it.' }) @Property({ type: 'text', fieldName: 'by_name', nullable: true }) byName!: string | null;
}

/** A file of a client: its newest version, and where it lies. */
@ObjectType('FileObject', { description: 'A file of a client: its newest version, and where it lies.' })
@Key('id')
@Entity({ tableName: 'objects', schema: 'files' })
export class FileObject {
  [OptionalProps]?: 'place';
  @Audience('portal') @IdField('fil') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Audience('portal') @Field(() => ID, { nullable: true, description: 'The folder; null when it lies at the top.' }) @IdProperty('fol', { fieldName: 'folder_id', nullable: true }) folderId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The project it belongs to.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @IdProperty('fri', { fieldName: 'request_item_id', nullable: true }) itemId!: string | null;
  @IdProperty('blb', { fieldName: 'blob_id' }) blobId!: string;
  @Audience('portal') @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Audience('portal') @Field(() => Visibility, { description: 'Who may see it.' }) @Property({ type: 'text' }) visibility!: Visibility;
  @Audience('portal') @Field(() => Int, { description: 'Number of the newest version.' }) @Property({ type: 'integer', fieldName: 'current_no' }) currentNo!: number;
  @Audience('portal') @Field(() => String, { description: 'SHA-256 of the content, hex.' }) @Property({ type: 'text' }) sha256!: string;
  @Audience('portal') @Field(() => Float, { description: 'Bytes.' }) @SizeProperty() size!: number;
  @Audience('portal') @Field(() => String, { description: 'Type by its first bytes; by its declaration where bytes do not tell.' }) @Property({ type: 'text', fieldName: 'content_type' }) contentType!: string;
  @Audience('portal') @Field(() => ScanState, { description: 'What the look through it found.' }) @Property({ type: 'text', fieldName: 'scan_state' }) scanState!: ScanState;
  @Audience('portal') @Field(() => Approval, { description: 'What the client says of it.' }) @Property({ type: 'text' }) approval!: Approval;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'What the client added to the answer.' }) @Property({ type: 'text', fieldName: 'approval_comment', nullable: true }) approvalComment!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who answered.' }) @Property({ type: 'text', fieldName: 'approval_by', nullable: true }) approvalBy!: string | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered.' }) @MomentProperty('approval_at') approvalAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'Since when nobody can change it.' }) @MomentProperty('sealed_at') sealedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it lies in the trash.' }) @MomentProperty('trashed_at') trashedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it leaves the trash for good.' }) @MomentProperty('purge_after') purgeAfter!: Date | null;
  @Field(() => [String], { description: 'Why the client cannot fetch it yet; empty when it is open.' }) @Property({ type: 'json', fieldName: 'lock_reasons' }) lockReasons!: string[];
  @Audience('portal') @Field(() => DateTimeScalar, { description: 'When it first came.' }) @TimeProperty('created_at') createdAt!: Date;
  @Property({ type: 'text', fieldName: 'by_kind' }) byKind!: string;
  @Property({ type: 'text', fieldName: 'by_id' }) byId!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who first brought it.' }) @Property({ type: 'text', fieldName: 'by_name', nullable: true }) byName!: string | null;

  get place() { return { fileId: this.id, clientId: this.clientId, name: this.name, folderId: this.folderId }; }

  /** Refuses what a seal forbids; the database would refuse it too. */
  demandUnsealed(): void { if (this.sealedAt) throw new FileSealedAlready(); }

  /** Refuses to hand out what is harmful, and to a client what is closed to them. */
  demandOpenFor(kind: string, scanState: ScanState = this.scanState): void {
    if (scanState !== ScanState.CLEAN) throw new FileNotSafe();
    if (kind !== 'staff' && kind !== 'service' && this.lockReasons.length > 0) throw new FileLocked();
  }

  /** Shows other content from now on. An answer was given to the old one and does not hold for the new one. */
  show(version: FileVersion, scanState: ScanState): void {
    this.demandUnsealed();
    Object.assign(this, { currentNo: version.no, blobId: version.blobId, sha256: version.sha256, size: version.size, contentType: version.contentType, scanState });
    if (this.approval !== Approval.NONE) Object.assign(this, { approval: Approval.PENDING, approvalComment: null, approvalBy: null, approvalAt: null });
  }

  /** Notes the client's answer. */
  answer(approval: Approval.APPROVED | Approval.DISAPPROVED, by: { readonly name: string; readonly comment: string | null; readonly at: Date }): void {
    Object.assign(this, { approval, approvalBy: by.name, approvalComment: by.comment, approvalAt: by.at });
  }
}

/** One thing that happened to a file. */
@ObjectType({ description: 'One thing that happened to a file.' })
@Entity({ tableName: 'history', schema: 'files' })
export class FileHistoryEntry {
  @PrimaryKey({ type: new IdColumn('fhx'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('fil', { fieldName: 'file_id' }) fileId!: string;
  @Field(() => String, { description: 'What happened, for example `uploaded` or `downloaded`.' }) @Property({ type: 'text' }) act!: string;
  @Field(() => String, { nullable: true, description: 'What is worth knowing about it.' }) @Property({ type: 'text', nullable: true }) detail!: string | null;
  @Field(() => DateTimeScalar, { description: 'When.' }) @TimeProperty('at') at!: Date;
  @Field(() => String, { description: 'What kind of actor it was.' }) @Property({ type: 'text', fieldName: 'by_kind' }) byKind!: string;
  @Property({ type: 'text', fieldName: 'by_id' }) byId!: string;
  @Field(() => String, { nullable: true, description: 'Who.' }) @Property({ type: 'text', fieldName: 'by_name', nullable: true }) byName!: string | null;
}
