import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Audience, connectionOf, DateScalar, DateTimeScalar } from '@firmament/kit';
import { FileRequest, ItemState, RequestState } from './request.entity.js';

/** A page of requests. */
@ObjectType({ description: 'A page of requests.' })
export class FileRequestConnection extends connectionOf(FileRequest) {}

@ObjectType({ description: 'The requests that a project has now.' })
export class CreateFileRequestsForProjectPayload {
  @Field(() => [FileRequest], { description: 'All of them, in the order of the input.' }) requests!: FileRequest[];
  @Field(() => Int, { description: 'How many were added; 0 when all stood already.' }) created!: number;
}
@ObjectType({ description: 'What became of a reminder.' })
export class RemindFileRequestPayload {
  @Field(() => FileRequest, { description: 'The request.' }) request!: FileRequest;
  @Field(() => Boolean, { description: 'True when the client was reminded.' }) reminded!: boolean;
  @Field(() => String, { nullable: true, description: 'Why nothing was sent: `NOT_OUTSTANDING`, `OTHER_ROUND` or `REMINDED_ALREADY`; null when it was.' }) why!: string | null;
}
@ObjectType({ description: 'A line of a request as the bearer of its link sees it: what is asked, never what others sent.' })
@Audience('public', 'portal')
export class FileRequestLineByLink {
  @Field(() => ID, { description: 'The line.' }) id!: string;
  @Field(() => String, { description: 'What is asked for.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'How to find it, or an example.' }) hint!: string | null;
  @Field(() => Boolean, { description: 'True when the request is not complete without it.' }) required!: boolean;
  @Field(() => ItemState, { description: 'How far it is.' }) state!: ItemState;
  @Field(() => String, { nullable: true, description: 'Why it was sent back, or is not needed.' }) reason!: string | null;
  @Field(() => Int, { description: 'How many files came for it.' }) fileCount!: number;
  @Field(() => Int, { description: 'How many files are being looked through.' }) checkingCount!: number;
}
@ObjectType({ description: 'A request as the bearer of its link sees it.' })
@Audience('public', 'portal')
export class FileRequestByLink {
  @Field(() => ID, { description: 'The firm that asks.' }) firmId!: string;
  @Field(() => String, { description: 'What it is about.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'A word from the firm.' }) note!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'By which day.' }) dueOn!: string | null;
  @Field(() => RequestState, { description: 'How far it is.' }) state!: RequestState;
  @Field(() => DateTimeScalar, { description: 'Until when the link works.' }) expiresAt!: Date;
  @Field(() => [FileRequestLineByLink], { description: 'The lines, in their order.' }) items!: FileRequestLineByLink[];
}
