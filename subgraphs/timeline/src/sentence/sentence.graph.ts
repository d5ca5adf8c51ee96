import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { StoryActorKind } from '../entry/actor.rules.js';
import type { Tone, Topic } from './sentence.types.js';

/** Whose move it is, as the graph names it. */
export const ToneEnum = { OURS: 'OURS', THEIRS: 'THEIRS', DONE: 'DONE', BROKEN: 'BROKEN', QUIET: 'QUIET' } as const satisfies Record<Tone, Tone>;
registerEnumType(ToneEnum, {
  name: 'Tone', description: 'Whose move a thing is; the one source of colour.',
  valuesConfig: {
    OURS: { description: 'The firm has to act.' }, THEIRS: { description: 'The client has to act.' }, DONE: { description: 'Finished lately.' },
    BROKEN: { description: 'It needs a person, or is late.' }, QUIET: { description: 'Nobody has to act.' },
  },
});

/** What a story is about, as the graph names it. */
export const TopicEnum = {
  PEOPLE: 'PEOPLE', MEETINGS: 'MEETINGS', WORK: 'WORK', FILES: 'FILES', MESSAGES: 'MESSAGES', AGREEMENTS: 'AGREEMENTS', MONEY: 'MONEY', AUTOMATIONS: 'AUTOMATIONS',
} as const satisfies Record<Topic, Topic>;
registerEnumType(TopicEnum, {
  name: 'StoryTopic', description: 'What a story is about; the chips over the list.',
  valuesConfig: {
    PEOPLE: { description: 'Clients, contacts, colleagues and the portal.' }, MEETINGS: { description: 'Appointments.' }, WORK: { description: 'Projects and tasks.' },
    FILES: { description: 'Folders and files.' }, MESSAGES: { description: 'Mail.' }, AGREEMENTS: { description: 'Proposals and contracts.' },
    MONEY: { description: 'Invoices, payments and bills.' }, AUTOMATIONS: { description: 'Workflow runs.' },
  },
});

/** Who acted, as the graph names it. */
export const StoryActorKindEnum = {
  STAFF: 'STAFF', PORTAL: 'PORTAL', VISITOR: 'VISITOR', WORKFLOW: 'WORKFLOW', PROVIDER: 'PROVIDER', PARTNER: 'PARTNER', FIRMAMENT: 'FIRMAMENT',
} as const satisfies Record<StoryActorKind, StoryActorKind>;
registerEnumType(StoryActorKindEnum, {
  name: 'StoryActorKind', description: 'Who acted.',
  valuesConfig: {
    STAFF: { description: 'A person of the firm.' }, PORTAL: { description: 'A person of the client, in the portal.' }, VISITOR: { description: 'Somebody on a public page.' },
    WORKFLOW: { description: 'A workflow of the firm.' }, PROVIDER: { description: 'A connected service.' }, PARTNER: { description: 'A partner’s app.' },
    FIRMAMENT: { description: 'Firmament itself, following another fact.' },
  },
});

/** The human or provider that set a story off. */
@ObjectType({ description: 'The person or provider that set a story off.' })
export class StoryCause {
  @Field(() => StoryActorKindEnum, { description: 'What kind of actor.' }) kind!: StoryActorKind;
  @Field(() => String, { description: 'Its name, or what is known instead.' }) name!: string;
}

/** Who acted, named truthfully. */
@ObjectType({ description: 'Who acted, named truthfully: a workflow goes by its own name and says who caused it.' })
export class StoryActor {
  @Field(() => StoryActorKindEnum, { description: 'What kind of actor.' }) kind!: StoryActorKind;
  @Field(() => String, { description: 'Its name, or what is known instead.' }) name!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the person whose rights a workflow acted with.' }) onBehalfOfId!: string | null;
  @Field(() => StoryCause, { nullable: true, description: 'For a workflow or Firmament itself: the person or provider that caused it.' }) causedBy!: StoryCause | null;
}

/** A record named in a sentence. */
@ObjectType({ description: 'A record named in a sentence, with the place where it can be looked at.' })
export class SentenceObject {
  @Field(() => String, { description: 'What it is called.' }) label!: string;
  @Field(() => String, { description: 'Path in the staff app.' }) href!: string;
}

/** A sentence made by the timeline; the browser only sets the type. */
@ObjectType({ description: 'A sentence about what happened, made by the timeline and never by the browser: actor, verb, records, evidence.' })
export class Sentence {
  @Field(() => StoryActor, { description: 'Who acted; set in bold.' }) actor!: StoryActor;
  @Field(() => String, { description: 'What was done, in the past tense.' }) verb!: string;
  @Field(() => [SentenceObject], { description: 'The records it was done to, after the verb.' }) objects!: SentenceObject[];
  @Field(() => String, { nullable: true, description: 'The evidence under the sentence.' }) secondLine!: string | null;
  @Field(() => ToneEnum, { description: 'Whose move it leaves.' }) tone!: Tone;
  @Field(() => String, { description: 'Name of a Tabler outline icon.' }) icon!: string;
  @Field(() => String, { description: 'The whole sentence as plain text.' }) text!: string;
}
