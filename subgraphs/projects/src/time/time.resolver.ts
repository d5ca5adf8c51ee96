import { Arg, Args, Authorized, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { FilterQuery } from '@mikro-orm/core';
import { timeEntryLocked, timeEntryLogged, timeEntryRemoved } from '@firmament/events';
import { Action, Invalid, isId, Money, NotFound, type Ctx, type Page } from '@firmament/kit';
import { NobodyToTakeIt, TimeOnNothing } from '../errors.js';
import { Project } from '../project/project.entity.js';
import { clientRef, ClientRef, userRef, UserRef } from '../stubs.js';
import { Task } from '../task/task.entity.js';
import { BillingRate } from './billing-rate.entity.js';
import { rateFor, valueOf } from './rate.rules.js';
import { timeFact as fact } from './time-fact.js';
import { TimeEntry, TimeEntryConnection } from './time-entry.entity.js';
import { LockTimeEntriesInput, LockTimeEntriesPayload, LogTimeInput, RemoveTimeEntryInput, SetBillingRateInput, TimeEntryListArgs } from './time.inputs.js';

@Resolver(() => TimeEntry)
export class TimeResolver {
  @Authorized('projects.time.view')
  @Query(() => TimeEntryConnection, { description: 'Time spent, the newest day on top.' })
  timeEntries(@Args(() => TimeEntryListArgs) args: TimeEntryListArgs, @Context() ctx: Ctx): Promise<Page<TimeEntry>> {
    const { projectId, clientId, userId, locked } = args;
    const where = { ...(projectId ? { projectId } : {}), ...(clientId ? { clientId } : {}), ...(userId ? { userId } : {}), ...(typeof locked === 'boolean' ? { lockedAt: locked ? { $ne: null } : null } : {}) } as FilterQuery<TimeEntry>;
    return ctx.read.page(TimeEntry, where, { first: args.first, after: args.after ?? null, orderBy: { workedOn: 'DESC' } });
  }

  @Authorized('projects.time.log')
  @Mutation(() => TimeEntry, { description: 'Notes time spent, at the rate of today: another rate tomorrow does not change it.' })
  async logTime(@Arg('input', () => LogTimeInput, { description: 'The time.' }) input: LogTimeInput, @Context() ctx: Ctx): Promise<TimeEntry> {
    const userId = input.userId ?? ctx.actor.onBehalfOf ?? ctx.actor.id;
    if (!isId('usr', userId)) throw new NobodyToTakeIt();
    const place = await placeOf(ctx, input);
    const rate = await rateOf(ctx, input, { userId, clientId: place.clientId });
    const { workedOn, minutes, billable } = input;
    const entry = ctx.em.create(TimeEntry, {
      id: ctx.newId('tme'), tenantId: ctx.actor.tenantId ?? '', version: 1, ...place, userId, workedOn, minutes, billable, note: input.note?.trim() ?? null,
      rateMinor: rate?.minor ?? null, rateCurrency: rate?.currency ?? null, lockedAt: null, invoiceId: null, createdAt: ctx.now,
    });
    ctx.em.persist(entry);
    ctx.emit(timeEntryLogged, fact(entry), { aggregateId: entry.id, clientId: entry.clientId });
    return entry;
  }

  @Authorized('projects.time.log')
  @Mutation(() => TimeEntry, { description: 'Takes noted time back, unless it stands on an invoice.' })
  async removeTimeEntry(@Arg('input', () => RemoveTimeEntryInput, { description: 'The time entry.' }) input: RemoveTimeEntryInput, @Context() ctx: Ctx): Promise<TimeEntry> {
    const entry = await ctx.load(TimeEntry, input.timeEntryId, { ifVersion: input.ifVersion ?? null });
    entry.demandUnlocked();
    ctx.em.remove(entry);
    ctx.emit(timeEntryRemoved, fact(entry), { aggregateId: entry.id, clientId: entry.clientId });
    return entry;
  }

  @Authorized('projects.time.bill')
  @Action()
  @Mutation(() => LockTimeEntriesPayload, { description: 'Noted time stands on an invoice and can no longer change; all of it or none.' })
  async lockTimeEntries(@Arg('input', () => LockTimeEntriesInput, { description: 'The time and the invoice.' }) input: LockTimeEntriesInput, @Context() ctx: Ctx): Promise<LockTimeEntriesPayload> {
    const timeEntries: TimeEntry[] = [];
    let locked = 0;
    for (const id of [...new Set(input.timeEntryIds)].sort()) {
      const entry = await ctx.load(TimeEntry, id);
      if (!entry.billable) throw new Invalid('PROJECTS_TIME_NOT_BILLABLE', 'Only billable time comes onto an invoice.', 'input.timeEntryIds');
      timeEntries.push(entry);
      if (!entry.lock(input.invoiceId, ctx.now)) continue;
      locked += 1;
      ctx.emit(timeEntryLocked, { ...fact(entry), invoiceId: input.invoiceId }, { aggregateId: entry.id, clientId: entry.clientId });
    }
    return { timeEntries, locked };
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What an hour cost that day.' })
  rate(@Root() entry: TimeEntry): Money | null { return rateMoney(entry); }
  @FieldResolver(() => Money, { nullable: true, description: 'What it comes to; null when it is not billable or has no rate.' })
  value(@Root() entry: TimeEntry): Money | null { return entry.billable && entry.rateMinor && entry.rateCurrency ? Money.of(valueOf(entry.minutes, BigInt(entry.rateMinor)), entry.rateCurrency) : null; }
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who spent it.' })
  user(@Root() entry: TimeEntry): UserRef | null { return userRef(entry.userId); }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it was spent for.' })
  client(@Root() entry: TimeEntry): ClientRef | null { return clientRef(entry.clientId); }
  @FieldResolver(() => Task, { nullable: true, description: 'The task it was spent on.' })
  task(@Root() entry: TimeEntry, @Context() ctx: Ctx): Promise<Task | null> { return ctx.read.load(Task, entry.taskId); }
  @FieldResolver(() => Project, { nullable: true, description: 'The project it was spent on.' })
  project(@Root() entry: TimeEntry, @Context() ctx: Ctx): Promise<Project | null> { return ctx.read.load(Project, entry.projectId); }
}

@Resolver(() => BillingRate)
export class BillingRateResolver {
  @Authorized('projects.time.view')
  @Query(() => [BillingRate], { description: 'What an hour costs, the newest on top.' })
  billingRates(@Context() ctx: Ctx): Promise<BillingRate[]> { return ctx.read.rows(BillingRate, {}, { orderBy: { id: 'DESC' }, limit: 1000 }); }

  @Authorized('projects.time.bill')
  @Mutation(() => BillingRate, { description: 'What an hour costs from now on. Time that was noted keeps its rate.' })
  async setBillingRate(@Arg('input', () => SetBillingRateInput, { description: 'The rate.' }) input: SetBillingRateInput, @Context() ctx: Ctx): Promise<BillingRate> {
    if (input.clientId) await ctx.clientExists(input.clientId);
    const rate = priceOf(input.rate);
    const whose = { userId: input.userId ?? null, clientId: input.clientId ?? null };
    const known = await ctx.em.findOne(BillingRate, whose, { orderBy: { id: 'DESC' } });
    if (known) return Object.assign(known, { rateMinor: rate.minor, rateCurrency: rate.currency });
    const made = ctx.em.create(BillingRate, { id: ctx.newId('brt'), tenantId: ctx.actor.tenantId ?? '', version: 1, ...whose, rateMinor: rate.minor, rateCurrency: rate.currency });
    ctx.em.persist(made);
    return made;
  }

  @FieldResolver(() => Money, { description: 'The price of an hour.' })
  rate(@Root() line: BillingRate): Money { return Money.of(BigInt(line.rateMinor), line.rateCurrency); }
  @FieldResolver(() => UserRef, { nullable: true, description: 'Of this member of staff; null for all of them.' })
  user(@Root() line: BillingRate): UserRef | null { return userRef(line.userId); }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'For this client; null for every client.' })
  client(@Root() line: BillingRate): ClientRef | null { return clientRef(line.clientId); }
}

@Resolver(() => Project)
export class ProjectTimeResolver {
  @FieldResolver(() => [TimeEntry], { description: 'Time spent on it, the newest on top.' })
  async timeEntries(@Root() project: Project, @Context() ctx: Ctx): Promise<TimeEntry[]> {
    ctx.demand('projects.time.view');
    return ctx.read.children(TimeEntry, 'projectId', project.id, { orderBy: { workedOn: 'DESC', id: 'DESC' } });
  }
}

const rateMoney = ({ rateMinor, rateCurrency }: TimeEntry): Money | null => (rateMinor && rateCurrency ? Money.of(BigInt(rateMinor), rateCurrency) : null);

interface Price { readonly minor: string; readonly currency: string }

function priceOf(input: { minor: bigint; currency: string }): Price {
  if (BigInt(input.minor) < 0n) throw new Invalid('PROJECTS_RATE', 'An hour costs nothing or more.', 'input.rate');
  const { minor, currency } = Money.of(BigInt(input.minor), input.currency);
  return { minor: String(minor), currency };
}

async function rateOf(ctx: Ctx, input: LogTimeInput, who: { userId: string; clientId: string | null }): Promise<Price | null> {
  if (input.rate) return priceOf(input.rate);
  const found = rateFor(await ctx.em.find(BillingRate, { $or: [{ userId: who.userId }, { userId: null }] }), who);
  return found ? { minor: found.rateMinor, currency: found.rateCurrency } : null;
}

async function placeOf(ctx: Ctx, input: LogTimeInput): Promise<{ taskId: string | null; projectId: string | null; clientId: string | null }> {
  const task = input.taskId ? await ctx.em.findOne(Task, { id: input.taskId }) : null;
  if (input.taskId && !task) throw new NotFound(undefined, 'input.taskId');
  const projectId = task ? task.projectId : input.projectId ?? null;
  const project = projectId ? await ctx.em.findOne(Project, { id: projectId }) : null;
  if (projectId && !project) throw new NotFound(undefined, 'input.projectId');
  if (!task && !project) throw new TimeOnNothing();
  return { taskId: task?.id ?? null, projectId, clientId: task?.clientId ?? project?.clientId ?? null };
}
