import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { recurrenceChanged } from '@firmament/events';
import { Action, ForClient, Invalid, isId, NotFound, type Ctx } from '@firmament/kit';
import { Project } from '../project/project.entity.js';
import { clientRef, ClientRef, userRef, UserRef } from '../stubs.js';
import { ClientTeam } from '../team/client-team.entity.js';
import { ProjectTemplate } from '../template/template.entity.js';
import { generateAll } from './generate.js';
import { demandRule, occurrenceOn, type Naming } from './occurrence.js';
import { daysBefore, daysOf } from './occurrences.rules.js';
import { RecurrenceRule, RecurrenceRun } from './recurrence.entity.js';
import {
  CreateRecurrenceRuleInput, GenerateRecurringProjectsInput, GenerateRecurringProjectsPayload, RecurrenceOccurrence, RecurrencePreviewInput, UpdateRecurrenceRuleInput,
} from './recurrence.inputs.js';

@Resolver(() => RecurrenceRule)
export class RecurrenceResolver {
  @Authorized('projects.recurrence.view')
  @Query(() => [RecurrenceRule], { description: 'The rules for recurring work, by name.' })
  recurrenceRules(@Arg('clientId', () => ID, { nullable: true, description: 'Only rules of this client.' }) clientId: string | null, @Context() ctx: Ctx): Promise<RecurrenceRule[]> {
    return ctx.read.rows(RecurrenceRule, clientId ? { clientId } : {}, { orderBy: { name: 'ASC', id: 'ASC' }, limit: 500 });
  }

  @Authorized('projects.recurrence.view')
  @Query(() => RecurrenceRule, { nullable: true, description: 'One rule; null when there is none that you can see.' })
  async recurrenceRule(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<RecurrenceRule | null> { return isId('rec', id) ? ctx.read.load(RecurrenceRule, id) : null; }

  @Authorized('projects.recurrence.view')
  @Query(() => [RecurrenceOccurrence], { description: 'The days and names that a rule would give, before it is kept.' })
  async previewRecurrence(@Arg('input', () => RecurrencePreviewInput, { description: 'The rule.' }) input: RecurrencePreviewInput, @Context() ctx: Ctx): Promise<RecurrenceOccurrence[]> {
    const rule = { ...input, endsOn: input.endsOn ?? null };
    demandRule(rule);
    return ahead(rule, { from: rule.startsOn, first: input.first, client: input.clientId ? await nameOf(ctx, input.clientId) : null });
  }

  @Authorized('projects.recurrence.edit')
  @ForClient()
  @Mutation(() => RecurrenceRule, { description: 'Makes a rule for recurring work.' })
  async createRecurrenceRule(@Arg('input', () => CreateRecurrenceRuleInput, { description: 'The rule.' }) input: CreateRecurrenceRuleInput, @Context() ctx: Ctx): Promise<RecurrenceRule> {
    const { clientId, templateId, name, rrule, startsOn, endsOn, daysAhead, fiscalYearStartMonth, periodOffset, ownerUserId } = input;
    const rule = { name: name.trim(), rrule: rrule.trim(), startsOn, endsOn: endsOn ?? null, daysAhead, fiscalYearStartMonth, periodOffset };
    demandRule(rule);
    if (!(await ctx.em.findOne(ProjectTemplate, { id: templateId }))) throw new NotFound(undefined, 'input.templateId');
    const made = ctx.em.create(RecurrenceRule, { id: ctx.newId('rec'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, templateId, ...rule, ownerUserId: ownerUserId ?? null, active: true, generatedThrough: null, createdAt: ctx.now });
    ctx.em.persist(made);
    tellChanged(ctx, made);
    return made;
  }

  @Authorized('projects.recurrence.edit')
  @Mutation(() => RecurrenceRule, { description: 'Changes a rule, or stops it. What it laid out stays.' })
  async updateRecurrenceRule(@Arg('input', () => UpdateRecurrenceRuleInput, { description: 'The changes.' }) input: UpdateRecurrenceRuleInput, @Context() ctx: Ctx): Promise<RecurrenceRule> {
    const rule = await ctx.load(RecurrenceRule, input.ruleId, { ifVersion: input.ifVersion ?? null });
    if (input.name) rule.name = input.name.trim();
    if (input.rrule) rule.rrule = input.rrule.trim();
    if (input.endsOn !== undefined) rule.endsOn = input.endsOn;
    if (typeof input.daysAhead === 'number') rule.daysAhead = input.daysAhead;
    if (input.ownerUserId !== undefined) rule.ownerUserId = input.ownerUserId;
    if (typeof input.active === 'boolean') rule.active = input.active;
    demandRule(rule);
    tellChanged(ctx, rule);
    return rule;
  }

  @Authorized('projects.project.create')
  @Action()
  @Mutation(() => GenerateRecurringProjectsPayload, { description: 'Lays out the work of every period that has come, and begins it. A rule lays out a period once, however often it is asked.' })
  async generateRecurringProjects(@Arg('input', () => GenerateRecurringProjectsInput, { description: 'The day.' }) input: GenerateRecurringProjectsInput, @Context() ctx: Ctx): Promise<GenerateRecurringProjectsPayload> {
    const { generated, skipped } = await generateAll(ctx, input.asOf ?? ctx.now.toISOString().slice(0, 10));
    return { generated, count: generated.length, skipped };
  }

  @FieldResolver(() => [RecurrenceOccurrence], { description: 'The days that come next.' })
  async upcoming(@Root() rule: RecurrenceRule, @Arg('first', () => Int, { defaultValue: 6, description: 'How many, 1 to 50.' }) first: number, @Context() ctx: Ctx): Promise<RecurrenceOccurrence[]> {
    if (first < 1 || first > 50) throw new Invalid('PAGE_SIZE', 'Ask for 1 to 50 days.', 'first');
    if (!rule.active) return [];
    return ahead(rule, { from: rule.generatedThrough ? daysBefore(rule.generatedThrough, -1) : rule.startsOn, first, client: await nameOf(ctx, rule.clientId) });
  }

  @FieldResolver(() => [RecurrenceRun], { description: 'The periods for which it laid out work, the newest on top.' })
  runs(@Root() rule: RecurrenceRule, @Context() ctx: Ctx): Promise<RecurrenceRun[]> { return ctx.read.children(RecurrenceRun, 'ruleId', rule.id, { orderBy: { occursOn: 'DESC', id: 'DESC' } }); }
  @FieldResolver(() => UserRef, { nullable: true, description: "Who owns the projects; the client's owner when null." })
  owner(@Root() rule: RecurrenceRule): UserRef | null { return userRef(rule.ownerUserId); }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() rule: RecurrenceRule): ClientRef | null { return clientRef(rule.clientId); }
  @FieldResolver(() => ProjectTemplate, { nullable: true, description: 'The template.' })
  template(@Root() rule: RecurrenceRule, @Context() ctx: Ctx): Promise<ProjectTemplate | null> { return ctx.read.load(ProjectTemplate, rule.templateId); }
}

@Resolver(() => RecurrenceRun)
export class RecurrenceRunResolver {
  @FieldResolver(() => Project, { nullable: true, description: 'The project that was laid out.' })
  project(@Root() run: RecurrenceRun, @Context() ctx: Ctx): Promise<Project | null> { return ctx.read.load(Project, run.projectId); }
  @FieldResolver(() => RecurrenceRule, { nullable: true, description: 'The rule.' })
  rule(@Root() run: RecurrenceRun, @Context() ctx: Ctx): Promise<RecurrenceRule | null> { return ctx.read.load(RecurrenceRule, run.ruleId); }
}

const ahead = (rule: Naming, { from, first, client }: { from: string; first: number; client: string | null }): RecurrenceOccurrence[] =>
  daysOf(rule, { from, most: first }).map((day) => occurrenceOn(rule, day, client));

const nameOf = async (ctx: Ctx, clientId: string): Promise<string | null> => (await ctx.read.rows(ClientTeam, { clientId }, { orderBy: { id: 'ASC' }, limit: 1 }))[0]?.displayName ?? null;

function tellChanged(ctx: Ctx, { id, clientId, name, active }: RecurrenceRule): void { ctx.emit(recurrenceChanged, { ruleId: id, clientId, name, active }, { aggregateId: id, clientId }); }
