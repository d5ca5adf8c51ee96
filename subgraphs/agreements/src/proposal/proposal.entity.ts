import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, CurrencyCodeScalar, DateScalar, DateTimeScalar, IdField, IdProperty, JsonScalar, Key, TenantField, VersionField } from '@firmament/kit';
import type { Body } from '../body/body.types.js';
import { DayProperty, MomentProperty, TimeProperty } from '../columns.types.js';
import { endOfDay } from '../day.rules.js';
import { ProposalAccepted, ProposalState as NotInThisState } from '../errors.js';
import type { KeptLine } from './kept-line.rules.js';
import type { Offer, Selection } from './offer.types.js';

/** Where a proposal stands. */
export enum ProposalState { DRAFT = 'DRAFT', SENT = 'SENT', VIEWED = 'VIEWED', ACCEPTED = 'ACCEPTED', REJECTED = 'REJECTED', EXPIRED = 'EXPIRED', SUPERSEDED = 'SUPERSEDED' }
registerEnumType(ProposalState, { name: 'ProposalState', description: 'Where a proposal stands.', valuesConfig: {
  DRAFT: { description: 'Being written; the client does not see it.' }, SENT: { description: 'With the client.' }, VIEWED: { description: 'With the client, who opened it.' }, ACCEPTED: { description: 'The client said yes; it never changes again.' },
  REJECTED: { description: 'The client said no.' }, EXPIRED: { description: 'Its last day passed.' }, SUPERSEDED: { description: 'A newer one took its place.' } } });

/** What the client reads when an answer comes too late. */
const over: Readonly<Record<string, string>> = {
  DRAFT: 'This proposal was not sent yet.', ACCEPTED: 'This proposal was accepted already.', REJECTED: 'This proposal was turned down already.', EXPIRED: 'This proposal has expired. Ask the firm for a new one.', SUPERSEDED: 'A newer proposal took the place of this one.',
};

/** What a firm offers a client, and what became of it. */
@ObjectType({ description: 'What the firm offers a client, and what the client answered.' })
@Key('id')
@Entity({ tableName: 'proposals', schema: 'agreements' })
export class Proposal {
  [OptionalProps]?: 'isOpen' | 'facts';
  @Audience('portal') @IdField('prp') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project that waits for it.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @Audience('portal') @Field(() => String, { description: 'What it is about.' }) @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'A word to the client.' }) @Property({ type: 'text', nullable: true }) note!: string | null;
  @Audience('portal') @Field(() => CurrencyCodeScalar, { description: 'In which currency.' }) @Property({ type: 'text' }) currency!: string;
  @Audience('portal') @Field(() => Int, { description: 'Counts from 1, and up with each proposal that takes the place of another.' }) @Property({ type: 'integer' }) revision!: number;
  @Field(() => ID, { nullable: true, description: 'The proposal whose place it takes.' }) @IdProperty('prp', { fieldName: 'replaces_id', nullable: true }) replacesId!: string | null;
  @Audience('portal') @Field(() => ID, { nullable: true, description: 'The agreement that it changes; null when it leads to a new one.' }) @IdProperty('agr', { fieldName: 'amends_agreement_id', nullable: true }) amendsAgreementId!: string | null;
  @Audience('portal') @Field(() => ProposalState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: ProposalState;
  @Property({ type: 'json' }) offer!: Offer;
  @Field(() => ID, { nullable: true, description: 'The version of the contract template from which the contract is written.' }) @IdProperty('ctv', { fieldName: 'template_version_id', nullable: true }) templateVersionId!: string | null;
  @Audience('portal') @Field(() => JsonScalar, { nullable: true, description: 'The text of the contract, where it differs from its template (ProseMirror JSON).' }) @Property({ type: 'json', fieldName: 'contract_body', nullable: true }) contractBody!: Body | null;
  @Property({ type: 'text', fieldName: 'approved_body_hash', nullable: true }) approvedBodyHash!: string | null;
  @Field(() => String, { nullable: true, description: 'Who agreed to other words in fixed clauses.' }) @Property({ type: 'text', fieldName: 'deviation_by', nullable: true }) deviationBy!: string | null;
  @Property({ type: 'json', nullable: true }) selection!: Selection | null;
  @Property({ type: 'json', fieldName: 'accepted_lines', nullable: true }) acceptedLines!: KeptLine[] | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who said yes or no.' }) @Property({ type: 'text', fieldName: 'answered_by', nullable: true }) answeredBy!: string | null;
  @Property({ type: 'text', fieldName: 'answered_by_id', nullable: true }) answeredById!: string | null;
  @Property({ type: 'text', fieldName: 'ip_hash', nullable: true }) ipHash!: string | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When the client said yes or no.' }) @MomentProperty('answered_at') answeredAt!: Date | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Why the client said no.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'The last day on which the client can answer.' }) @DayProperty('expires_on') expiresOn!: string | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent.' }) @MomentProperty('sent_at') sentAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When the client first opened it.' }) @MomentProperty('viewed_at') viewedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) @TimeProperty('created_at') createdAt!: Date;

  get isOpen(): boolean { return this.state === ProposalState.SENT || this.state === ProposalState.VIEWED; }
  get facts() { return { proposalId: this.id, clientId: this.clientId, projectId: this.projectId, title: this.title }; }

  /** True when the client can answer at this moment, whatever the sweep has seen so far. */
  isAnswerable(now: Date): boolean { return this.isOpen && !this.isPast(now); }
  isPast(now: Date): boolean { return this.expiresOn !== null && now >= endOfDay(this.expiresOn); }

  /** Refuses a change of what the client has, or has answered. */
  demandDraft(): void {
    if (this.state === ProposalState.ACCEPTED) throw new ProposalAccepted();
    if (this.state !== ProposalState.DRAFT) throw new NotInThisState(this.state, 'The client has this proposal already. Write another one in its place.');
  }

  /** Refuses an answer that comes too late; the refusal says where the proposal stands now. */
  demandAnswerable(now: Date): void {
    if (this.isAnswerable(now)) return;
    const state = this.isOpen ? ProposalState.EXPIRED : this.state;
    throw new NotInThisState(state, over[state] ?? 'This proposal cannot be answered.', { answeredAt: this.answeredAt?.toISOString() ?? null, answeredBy: this.answeredBy });
  }

  /** With the client from now on. */
  send(now: Date): void { Object.assign(this, { state: ProposalState.SENT, sentAt: now }); }

  /** The client opened it. True for the first time. */
  view(now: Date): boolean {
    if (this.state !== ProposalState.SENT) return false;
    Object.assign(this, { state: ProposalState.VIEWED, viewedAt: now });
    return true;
  }
}
