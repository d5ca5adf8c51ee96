import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Audience, isId, NotFound, type Ctx } from '@firmament/kit';
import { FileObject } from '../file/file.entity.js';
import { portsOf } from '../ports.js';
import { begin, goalOf } from './begin.js';
import { missingParts, partCountOf } from './parts.rules.js';
import { addresses, complete, giveUp, uploadInHand } from './steps.js';
import { Upload, UploadState } from './upload.entity.js';
import { BeginUploadInput, CompleteUploadInput, PresignUploadPartsInput, UploadIdInput, UploadPartAddress } from './upload.inputs.js';

/** The way in for people who are signed in. */
@Resolver(() => Upload)
export class UploadResolver {
  @Authorized('files.upload.add')
  @Audience('portal')
  @Query(() => Upload, { description: 'An upload: how far it is, and which parts are missing.' })
  async fileUpload(@Arg('id', () => ID, { description: 'The upload.' }) id: string, @Context() ctx: Ctx): Promise<Upload> {
    return (isId('upl', id) ? await ctx.read.load(Upload, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('files.upload.add')
  @Audience('portal')
  @Mutation(() => Upload, { description: 'Begins an upload. The bytes go from the browser to the store, in parts, never through us.' })
  async beginUpload(@Arg('input', () => BeginUploadInput, { description: 'What, and where to.' }) input: BeginUploadInput, @Context() ctx: Ctx): Promise<Upload> { return begin(ctx, input, await goalOf(ctx, input)); }

  @Authorized('files.upload.add')
  @Audience('portal')
  @Mutation(() => [UploadPartAddress], { description: 'Addresses for parts of an open upload, for five minutes.' })
  async presignUploadParts(@Arg('input', () => PresignUploadPartsInput, { description: 'Which parts.' }) input: PresignUploadPartsInput, @Context() ctx: Ctx): Promise<UploadPartAddress[]> {
    return addresses(ctx, await uploadInHand(ctx, input.uploadId), input.numbers);
  }

  @Authorized('files.upload.add')
  @Audience('portal')
  @Mutation(() => Upload, { description: 'Says that all parts are sent. The file comes into sight when its checksum is right and it was looked through; ask for the upload to learn when.' })
  async completeUpload(@Arg('input', () => CompleteUploadInput, { description: 'Which, and its parts.' }) input: CompleteUploadInput, @Context() ctx: Ctx): Promise<Upload> {
    return complete(ctx, await uploadInHand(ctx, input.uploadId), input.parts);
  }

  @Authorized('files.upload.add')
  @Audience('portal')
  @Mutation(() => Upload, { description: 'Gives an upload up.' })
  async abortUpload(@Arg('input', () => UploadIdInput, { description: 'Which.' }) input: UploadIdInput, @Context() ctx: Ctx): Promise<Upload> { return giveUp(ctx, await uploadInHand(ctx, input.uploadId)); }

  @Audience('portal', 'public')
  @FieldResolver(() => Int, { description: 'Into how many parts it falls.' })
  partCount(@Root() upload: Upload): number { return partCountOf(upload.size, upload.partSize); }

  @Audience('portal', 'public')
  @FieldResolver(() => [Int], { nullable: true, description: 'Parts that the store does not have in full; empty when all are there or the upload is over.' })
  async missingParts(@Root() upload: Upload, @Context() ctx: Ctx): Promise<number[]> {
    if (upload.state !== UploadState.OPEN) return [];
    return missingParts(upload.size, upload.partSize, await portsOf(ctx).storage.parts(upload.place));
  }

  @Audience('portal')
  @FieldResolver(() => FileObject, { nullable: true, description: 'The file that came of it, once it is taken in.' })
  async file(@Root() upload: Upload, @Context() ctx: Ctx): Promise<FileObject | null> { return upload.state === UploadState.DONE ? ctx.read.load(FileObject, upload.fileId) : null; }
}
