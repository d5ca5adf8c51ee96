import { findContract } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { actingKind, actorKindOf, actorNameOf, canCause } from '../entry/actor.rules.js';
import { TimelineEntry } from '../entry/entry.entity.js';
import { gateOf } from '../entry/gate.rules.js';
import { inOrder } from '../entry/order.rules.js';
import { EntryPayload } from '../entry/payload.entity.js';
import type { Sentence, StoryActor, StoryCause } from '../sentence/sentence.graph.js';
import { asText, tellFact } from '../sentence/sentence.rules.js';
import type { Telling } from '../sentence/sentence.types.js';
import { StoryRun } from './run.entity.js';
import { Story } from './story.entity.js';
import { headlineOf } from './story.rules.js';

/** An entry with its words, before it becomes a sentence. */
interface ToldEntry {
  readonly entry: TimelineEntry;
  readonly actor: StoryActor;
  readonly telling: Telling;
}

/** More entries than any reader unfolds; a longer story is read through its latest facts. */
const mostEntries = 300;

/** The entries of a story that the reader may see, in order. A hidden entry leaves no gap. */
export async function visibleEntries(storyId: string, ctx: Ctx): Promise<readonly TimelineEntry[]> {
  const entries = await ctx.read.children(TimelineEntry, 'storyId', storyId, { orderBy: { occurredAt: 'ASC', id: 'ASC' }, limit: mostEntries });
  return inOrder(entries.filter((entry) => ctx.can(gateOf(entry.eventType).permission)));
}

/** The person or provider that set a story off, as far as it is known. */
function causeOf(story: Story | null): StoryCause | null {
  if (story === null || story.causeKind === null) return null;
  return { kind: actorKindOf(story.causeKind), name: actorNameOf({ kind: story.causeKind, name: story.causeName, teller: null, workflowName: null }) };
}

async function actorOf(entry: TimelineEntry, payload: EntryPayload | null, { teller, thing }: Pick<Telling, 'teller' | 'thing'>, ctx: Ctx): Promise<StoryActor> {
  const acting = actingKind(entry.eventType, entry.actorKind, payload?.data['by']);
  const kind = actorKindOf(acting);
  const [run, story] = await Promise.all([
    kind === 'WORKFLOW' ? ctx.read.load(StoryRun, entry.runId) : null,
    kind === 'WORKFLOW' || kind === 'FIRMAMENT' ? ctx.read.load(Story, entry.storyId) : null,
  ]);
  const name = actorNameOf({ kind: acting, name: payload?.actorName ?? null, teller, workflowName: run?.workflowName ?? null });
  if (thing !== null) return { kind: 'FIRMAMENT', name: thing, onBehalfOfId: entry.onBehalfOf, causedBy: canCause(acting) ? { kind, name } : causeOf(story) };
  return { kind, name, onBehalfOfId: entry.onBehalfOf, causedBy: causeOf(story) };
}

/** Puts one entry into words. An erased payload still tells its kind, and names nobody. */
export async function tellEntry(entry: TimelineEntry, ctx: Ctx): Promise<ToldEntry> {
  const payload = await ctx.read.load(EntryPayload, entry.id);
  const telling = tellFact({
    type: entry.eventType, subject: entry.subject, time: entry.occurredAt.toISOString(), data: payload?.data ?? {},
    summary: findContract(entry.eventType, entry.eventVersion)?.summary ?? '',
  });
  return { entry, telling, actor: await actorOf(entry, payload, telling, ctx) };
}

/** The sentence of one entry. */
export async function sentenceOf(entry: TimelineEntry, ctx: Ctx): Promise<Sentence> {
  const { actor, telling } = await tellEntry(entry, ctx);
  const { verb, objects, secondLine, tone, icon } = telling;
  return { actor, verb, objects: [...objects], secondLine, tone, icon, text: asText(actor.name, verb, objects) };
}

/** The one sentence of a whole story, made from what the reader may see of it. */
export async function titleOf(story: Story, ctx: Ctx): Promise<Sentence> {
  const entries = await Promise.all((await visibleEntries(story.id, ctx)).map((entry) => tellEntry(entry, ctx)));
  const runs = ctx.can('workflow.run.view') ? await ctx.read.children(StoryRun, 'storyId', story.id, { orderBy: { startedAt: 'ASC' } }) : [];
  const { actorName, ...headline } = headlineOf(entries.map(({ actor, telling }) => ({ actorName: actor.name, telling })), runs);
  const lead = entries[0]?.actor;
  const actor: StoryActor = runs.length > 0 || lead === undefined
    ? { kind: runs.length > 0 ? 'WORKFLOW' : 'FIRMAMENT', name: actorName, onBehalfOfId: null, causedBy: causeOf(story) }
    : lead;
  return { ...headline, actor, objects: [...headline.objects], text: asText(actorName, headline.verb, headline.objects) };
}
