import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { contractTemplatePublished } from '@firmament/events';
import { isId, JsonScalar, type Ctx } from '@firmament/kit';
import { fieldsOf } from '../body/body.rules.js';
import { mergeFields } from '../body/merge-fields.rules.js';
import { checkedTemplateBody, demandClauses } from '../clause/library.js';
import { NothingToPublish, ObligationInvalid } from '../errors.js';
import { ObligationParty } from '../obligation/obligation.entity.js';
import { PlannedObligationInput } from '../obligation/obligation.inputs.js';
import type { ObligedParty, PlannedObligation } from '../obligation/obligation.rules.js';
import { plain, plainText } from '../text.rules.js';
import { ActivationPolicy, ContractTemplate, ContractTemplateVersion, type TemplateWords } from './contract-template.entity.js';

@InputType({ description: 'What a contract template says.' })
export class ContractTemplateWordsInput {
  @Field(() => JsonScalar, { description: 'The text, as the editor writes it (ProseMirror JSON).' }) body!: unknown;
  @Field(() => ActivationPolicy, { defaultValue: ActivationPolicy.ON_SIGNATURE, description: 'What makes an agreement of it active.' }) activation!: ActivationPolicy;
  @Field(() => Int, { nullable: true, description: 'How many months an agreement of it lasts; no end when left out.' }) @IsOptional() @IsInt() @Min(1) @Max(600) termMonths?: number | null;
  @Field(() => Int, { nullable: true, description: 'How many days before its end the firm is told.' }) @IsOptional() @IsInt() @Min(1) @Max(365) renewalNoticeDays?: number | null;
  @Field(() => [PlannedObligationInput], { defaultValue: [], description: 'What both sides have to do because of it, and when.' }) @ArrayMaxSize(40) @ValidateNested({ each: true }) obligations!: PlannedObligationInput[];
}
@ObjectType({ description: 'A duty that comes with every contract of a template.' })
export class TemplateObligation {
  @Field(() => String, { description: 'What programs call it.' }) key!: string;
  @Field(() => String, { description: 'What is to be done.' }) title!: string;
  @Field(() => ObligationParty, { description: 'Whose duty it is.' }) party!: ObligedParty;
  @Field(() => Int, { description: 'How many days after the agreement comes into force.' }) afterDays!: number;
  @Field(() => Int, { nullable: true, description: 'After how many months it comes again; null when it comes once.' }) everyMonths!: number | null;
  @Field(() => ID, { nullable: true, description: 'The clause from which it comes.' }) clauseId!: string | null;
}
@InputType({ description: 'A contract template to make.' })
export class CreateContractTemplateInput {
  @Field(() => String, { description: 'Name.' }) @Length(1, 120) @Matches(plainText, plain) name!: string;
  @Field(() => ContractTemplateWordsInput, { description: 'What it says.' }) @ValidateNested() words!: ContractTemplateWordsInput;
}
@InputType({ description: 'A contract template.' })
export class ContractTemplateIdInput {
  @Field(() => ID, { description: 'The template.' }) templateId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the template has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Other words for a contract template.' })
export class SaveContractTemplateDraftInput extends ContractTemplateIdInput {
  @Field(() => ContractTemplateWordsInput, { description: 'What it says.' }) @ValidateNested() words!: ContractTemplateWordsInput;
}
@ObjectType({ description: 'A field that a text may leave open.' })
export class MergeFieldName {
  @Field(() => String, { description: 'Its name in the text.' }) name!: string;
  @Field(() => String, { description: 'What it becomes, in words.' }) label!: string;
}

const newest = (ctx: Ctx, templateId: string): Promise<ContractTemplateVersion | null> => ctx.em.findOne(ContractTemplateVersion, { templateId }, { orderBy: { versionNo: 'DESC' } });
async function plannedOf(ctx: Ctx, given: readonly PlannedObligationInput[]): Promise<PlannedObligation[]> {
  if (new Set(given.map((one) => one.key)).size < given.length) throw new ObligationInvalid('two of them have one key', 'input.words.obligations');
  await demandClauses(ctx, given.flatMap((one) => one.clauseId ?? []));
  return given.map(({ key, title, party, afterDays, everyMonths, clauseId }) => ({ key, title: title.trim(), party, afterDays, everyMonths: everyMonths ?? null, clauseId: clauseId ?? null }));
}
async function read(ctx: Ctx, words: ContractTemplateWordsInput): Promise<TemplateWords> {
  const obligations = await plannedOf(ctx, words.obligations);
  return { body: await checkedTemplateBody(ctx, words.body), activation: words.activation, termMonths: words.termMonths ?? null, renewalNoticeDays: words.renewalNoticeDays ?? null, obligations };
}

function add(ctx: Ctx, template: ContractTemplate, version: { readonly no: number; readonly words: TemplateWords }): ContractTemplateVersion {
  const row = ctx.em.create(ContractTemplateVersion, { id: ctx.newId('ctv'), tenantId: template.tenantId, version: 1, templateId: template.id, versionNo: version.no, ...version.words, obligations: [...version.words.obligations], publishedAt: null, createdAt: ctx.now });
  ctx.em.persist(row);
  return row;
}

/** Contract templates and their versions. */
@Resolver(() => ContractTemplate)
export class ContractTemplateResolver {
  @Authorized('agreements.template.view')
  @Query(() => [ContractTemplate], { description: 'The contract templates of the firm, by name.' })
  contractTemplates(@Context() ctx: Ctx): Promise<ContractTemplate[]> { return ctx.read.rows(ContractTemplate, {}, { orderBy: { name: 'ASC' }, limit: 200 }); }

  @Authorized('agreements.template.view')
  @Query(() => ContractTemplate, { nullable: true, description: 'One contract template; null when there is none that you can see.' })
  async contractTemplate(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<ContractTemplate | null> { return isId('ctt', id) ? ctx.read.load(ContractTemplate, id) : null; }

  @Authorized('agreements.template.view')
  @Query(() => [MergeFieldName], { description: 'The fields that a text may leave open.' })
  mergeFields(): MergeFieldName[] { return Object.entries(mergeFields).map(([name, label]) => ({ name, label })); }

  @FieldResolver(() => [ContractTemplateVersion], { description: 'All its versions, the newest first.' })
  versions(@Root() template: ContractTemplate, @Context() ctx: Ctx): Promise<ContractTemplateVersion[]> { return ctx.read.children(ContractTemplateVersion, 'templateId', template.id, { orderBy: { versionNo: 'DESC' } }); }

  @FieldResolver(() => ContractTemplateVersion, { nullable: true, description: 'The version from which new contracts are written.' })
  async current(@Root() template: ContractTemplate, @Context() ctx: Ctx): Promise<ContractTemplateVersion | null> { return (await this.versions(template, ctx)).find((one) => one.published) ?? null; }

  @Authorized('agreements.template.edit')
  @Mutation(() => ContractTemplate, { description: 'Makes a contract template with a first version, which is a draft.' })
  async createContractTemplate(@Arg('input', () => CreateContractTemplateInput, { description: 'The template.' }) input: CreateContractTemplateInput, @Context() ctx: Ctx): Promise<ContractTemplate> {
    const template = ctx.em.create(ContractTemplate, { id: ctx.newId('ctt'), tenantId: ctx.actor.tenantId ?? '', version: 1, name: input.name.trim(), createdAt: ctx.now });
    ctx.em.persist(template);
    add(ctx, template, { no: 1, words: await read(ctx, input.words) });
    return template;
  }

  @Authorized('agreements.template.edit')
  @Mutation(() => ContractTemplateVersion, { description: 'Writes a draft of a contract template. What is published stays as it is.' })
  async saveContractTemplateDraft(@Arg('input', () => SaveContractTemplateDraftInput, { description: 'The draft.' }) input: SaveContractTemplateDraftInput, @Context() ctx: Ctx): Promise<ContractTemplateVersion> {
    const template = await ctx.load(ContractTemplate, input.templateId, { ifVersion: input.ifVersion ?? null });
    const last = await newest(ctx, template.id);
    const words = await read(ctx, input.words);
    if (!last || last.published) return add(ctx, template, { no: (last?.versionNo ?? 0) + 1, words });
    last.rewrite(words);
    return last;
  }

  @Authorized('agreements.template.publish')
  @Mutation(() => ContractTemplateVersion, { description: 'Publishes the draft of a contract template. What was written from an earlier version keeps it.' })
  async publishContractTemplate(@Arg('input', () => ContractTemplateIdInput, { description: 'Which.' }) input: ContractTemplateIdInput, @Context() ctx: Ctx): Promise<ContractTemplateVersion> {
    const template = await ctx.load(ContractTemplate, input.templateId, { ifVersion: input.ifVersion ?? null });
    const draft = await newest(ctx, template.id);
    if (!draft || draft.published) throw new NothingToPublish(template.name);
    draft.publishedAt = ctx.now;
    ctx.emit(contractTemplatePublished, { templateId: template.id, versionId: draft.id, name: template.name, versionNo: draft.versionNo }, { aggregateId: template.id });
    return draft;
  }
}

/** Versions of contract templates. */
@Resolver(() => ContractTemplateVersion)
export class ContractTemplateVersionResolver {
  @FieldResolver(() => ContractTemplate, { nullable: true, description: 'The template.' })
  template(@Root() version: ContractTemplateVersion, @Context() ctx: Ctx): Promise<ContractTemplate | null> { return ctx.read.load(ContractTemplate, version.templateId); }

  @FieldResolver(() => [TemplateObligation], { description: 'What both sides have to do because of it, and when.' })
  obligations(@Root() version: ContractTemplateVersion): TemplateObligation[] { return version.obligations.map((one) => Object.assign(new TemplateObligation(), one)); }

  @FieldResolver(() => [String], { description: 'The fields that the text leaves open.' })
  fields(@Root() version: ContractTemplateVersion): string[] { return fieldsOf(version.body); }
}
