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

@ObjectType({ description: 'The files of a client on which one reason was taken away, or laid again.' })
export class FileLocksPayload {
  @Field(() => [FileObject], { description: 'Those that changed by it, at most 500.' }) files!: FileObject[];
}
