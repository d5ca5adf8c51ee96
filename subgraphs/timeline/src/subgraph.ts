import { catalogue } from '@firmament/events';
import { defineSubgraph, on, stub } from '@firmament/kit';
import { ChainResolver } from './chain/chain.resolver.js';
import { TimelineEntry } from './entry/entry.entity.js';
import { EntryResolver } from './entry/entry.resolver.js';
import { recordFact } from './entry/on-fact.js';
import { EntryPayload } from './entry/payload.entity.js';
import { CreateTheLog } from './migrations/2026-11-22-0900-create-the-log.js';
import { CreateStoriesAndProfiles } from './migrations/2026-11-22-0910-create-stories-and-profiles.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { AppointmentAhead, OpenWork, Watermark } from './profile/ahead.entity.js';
import { ClientProfile } from './profile/profile.entity.js';
import { ClientProfileResolver, ProfileResolver } from './profile/profile.resolver.js';
import { StoryRun } from './story/run.entity.js';
import { Story } from './story/story.entity.js';
import { ClientStoriesResolver, StoryResolver } from './story/story.resolver.js';
import { ClientRef } from './stubs.js';

/** The timeline: every fact of the house, chained, told in sentences, folded into stories and profiles. */
export default defineSubgraph({
  name: 'timeline',
  entities: [TimelineEntry, EntryPayload, Story, StoryRun, ClientProfile, AppointmentAhead, OpenWork, Watermark],
  resolvers: [StoryResolver, ClientStoriesResolver, EntryResolver, ProfileResolver, ClientProfileResolver, ChainResolver],
  orphans: [ClientRef],
  references: { Client: stub(ClientRef, 'crm.client.view') },
  emits: [],
  listens: catalogue.filter((contract) => contract.domain !== 'timeline').map((contract) => on(contract, recordFact as Parameters<typeof on>[1])),
  migrations: [CreateTheLog, CreateStoriesAndProfiles, ForgetWhatIsApplied],
  permissions: {
    'timeline.story.view': 'Read what happened, as far as the records it speaks of may be seen',
    'timeline.profile.view': 'See a client at a glance',
    'timeline.chain.verify': 'Check that the log was not touched',
  },
  clientTables: { 'timeline.stories': 'client_id', 'timeline.runs': 'client_id', 'timeline.appointments_ahead': 'client_id', 'timeline.open_work': 'client_id' },
});
