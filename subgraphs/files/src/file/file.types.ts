import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '@firmament/kit';
import { FileObject } from './file.entity.js';

/** A page of files. */
@ObjectType('FileObjectConnection', { description: 'A page of files.' })
export class FileConnection extends connectionOf(FileObject) {}

/** A file and what became of it. */
@ObjectType({ description: 'A file, and whether this act changed anything.' })
export class FileLockPayload {
  @Field(() => FileObject, { description: 'The file.' }) file!: FileObject;
  @Field(() => Boolean, { description: 'True when the client can fetch it now.' }) open!: boolean;
}
