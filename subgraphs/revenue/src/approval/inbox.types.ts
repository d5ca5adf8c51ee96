import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeScalar } from '@firmament/kit';
import { ApprovalKind, ApprovalState, type Approval } from './approval.entity.js';
import type { ApprovalStanding, PaperKind } from './approval.types.js';
import type { InboxView, MomentKind } from './inbox.rules.js';

/** Which part of the inbox. */
export const ApprovalView = { MINE: 'MINE', DELEGATES: 'DELEGATES', WAITING: 'WAITING', DECIDED: 'DECIDED' } as const satisfies Record<InboxView, InboxView>;
registerEnumType(ApprovalView, { name: 'ApprovalView', description: 'Which part of the inbox of approvals.', valuesConfig: {
  MINE: { description: 'What waits for your own decision.' }, DELEGATES: { description: 'What waits for somebody who handed their approvals to you.' }, WAITING: { description: 'What waits for others.' }, DECIDED: { description: 'What you decided, or others in your place; the newest on top.' } } });
/** What happened to a paper. */
export const ApprovalMomentKind = { ASKED: 'ASKED', APPROVED: 'APPROVED', REJECTED: 'REJECTED', CHANGES_REQUESTED: 'CHANGES_REQUESTED', VOIDED: 'VOIDED' } as const satisfies Record<MomentKind, MomentKind>;
registerEnumType(ApprovalMomentKind, { name: 'ApprovalMomentKind', description: 'What happened to a paper among the people who must agree.', valuesConfig: {
  ASKED: { description: 'Somebody asked.' }, APPROVED: { description: 'Somebody agreed.' }, REJECTED: { description: 'Somebody did not agree.' }, CHANGES_REQUESTED: { description: 'Somebody asked for other words.' }, VOIDED: { description: 'The words changed, or the paper was taken back.' } } });

@ObjectType({ description: 'What is another in a wording since the one before.' })
export class ApprovalChange {
  @Field(() => String, { description: 'What it is, such as «Total» or «Line: Hours».' }) field!: string;
  @Field(() => String, { nullable: true, description: 'What stood there; null when it is new.' }) before!: string | null;
  @Field(() => String, { nullable: true, description: 'What stands there; null when it is gone.' }) after!: string | null;
}
@ObjectType({ description: 'Something that happened to a paper among the people who must agree.' })
export class ApprovalMoment {
  @Field(() => ApprovalMomentKind, { description: 'What.' }) kind!: MomentKind;
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date;
  @Field(() => ID, { nullable: true, description: 'Who; null where nobody is known.' }) byUserId!: string | null;
  @Field(() => String, { nullable: true, description: 'What they are called.' }) byName!: string | null;
  @Field(() => ID, { nullable: true, description: 'In whose place, for a decision.' }) forUserId!: string | null;
  @Field(() => Int, { nullable: true, description: 'In which step, from 0, for a decision.' }) stepNo!: number | null;
  @Field(() => String, { description: 'The rule that made the route.' }) ruleName!: string;
  @Field(() => String, { nullable: true, description: 'What they said.' }) comment!: string | null;
  @Field(() => String, { description: 'SHA-256 of the words it was about.' }) contentHash!: string;
}

/** One row of the inbox. */
@ObjectType({ description: 'A paper that somebody must agree to, as the inbox shows it.' })
export class ApprovalItem {
  /** The row behind it; fields are read from it when they are asked for. */
  approval!: Approval;
  @Field(() => ID, { description: 'The approval.' }) id!: string;
  @Field(() => ApprovalKind, { description: 'What is asked about.' }) kind!: PaperKind;
  @Field(() => ID, { description: 'The invoice or the bill.' }) subjectId!: string;
  @Field(() => ApprovalState, { description: 'Where the approval stands.' }) state!: ApprovalStanding;
  @Field(() => String, { description: 'The rule that made the route.' }) ruleName!: string;
  @Field(() => Int, { description: 'The step whose turn it is, from 0.' }) stepNo!: number;
  @Field(() => Int, { description: 'How many steps there are.' }) stepCount!: number;
  @Field(() => [ID], { description: 'Who may decide now; empty where anybody with the right may, and where nothing is open.' }) waitingForUserIds!: string[];
  @Field(() => String, { nullable: true, description: 'What whoever asked is called.' }) askedBy!: string | null;
  @Field(() => ID, { nullable: true, description: 'Who asked.' }) askedByUserId!: string | null;
  @Field(() => DateTimeScalar, { description: 'When they asked.' }) askedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the step should be decided.' }) dueAt!: Date | null;
  @Field(() => String, { description: 'SHA-256 of the words that are asked about; a decision names it.' }) contentHash!: string;
}
@ObjectType({ description: 'A page of the inbox of approvals.' })
export class ApprovalItemConnection extends connectionOf(ApprovalItem) {}
