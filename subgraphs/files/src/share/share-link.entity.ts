import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, Key, Personal, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import { FileObject } from '../file/file.entity.js';

/** A link to one file for somebody outside. */
@ObjectType('FileShareLink', { description: 'A link to one file for somebody outside.' })
@Key('id')
@Entity({ tableName: 'share_links', schema: 'files' })
export class ShareLink {
  @IdField('shl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('fil', { fieldName: 'file_id' }) fileId!: string;
  @Property({ type: 'text', fieldName: 'token_hash' }) tokenHash!: string;
  @Property({ type: 'text', fieldName: 'passcode_hash', nullable: true }) passcodeHash!: string | null;
  @Field(() => DateTimeScalar, { description: 'Until when it opens the file.' }) @TimeProperty('expires_at') expiresAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken back.' }) @MomentProperty('revoked_at') revokedAt!: Date | null;
  @Field(() => Int, { description: 'How often the file was fetched by it.' }) @Property({ type: 'integer' }) downloads!: number;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @TimeProperty('created_at') createdAt!: Date;
  @Property({ type: 'text', fieldName: 'by_kind' }) byKind!: string;
  @Property({ type: 'text', fieldName: 'by_id' }) byId!: string;
  @Field(() => String, { nullable: true, description: 'Who made it.' }) @Property({ type: 'text', fieldName: 'by_name', nullable: true }) byName!: string | null;
}

/** A new link with its address. */
@ObjectType({ description: 'A new link, with its address. The address is shown this once and kept nowhere.' })
export class CreateShareLinkPayload {
  @Field(() => ShareLink, { description: 'The link.' }) link!: ShareLink;
  @Field(() => FileObject, { description: 'The file.' }) file!: FileObject;
  @Personal() @Field(() => String, { nullable: true, description: 'The address to pass on; null when a repeated request is answered.' }) url!: string | null;
}
