import { byId, defineSubgraph } from '@firmament/kit';
import { __Domain__Note } from './note.entity.js';
import { NoteResolver } from './note.resolver.js';
import { Create__Domain__ } from './migrations/0001-create-notes.js';

/** What __domain__ is, in one sentence. */
export default defineSubgraph({
  name: '__domain__', entities: [__Domain__Note], resolvers: [NoteResolver], references: { __Domain__Note: byId(__Domain__Note, '__domain__.note.view') },
  emits: [], migrations: [Create__Domain__], permissions: { '__domain__.note.view': 'See notes', '__domain__.note.edit': 'Write notes' },
});
