import { reveal } from '../../../gql/staff';
import { ClientStoryFragmentDoc, ToldFragmentDoc, type ClientStoryFragment, type StoryTopic, type ToldFragment } from '../../../gql/staff/graphql';
import { codeWords, countWords, instant, spanWords } from '../../../lib/format';
import { Choices } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import type { MoveTone } from '../../../ui/moves';
import { Story, type StoryItem } from '../../../ui/Story';
import { Act } from '../../../ui/Act';
import { Empty, PanelOut } from '../../../ui/Trouble';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import css from './Client.module.css';

interface ClientStoriesProps {
  client: ClientRecord;
  page: ClientAnswer;
  topic: StoryTopic | null;
  topics: readonly StoryTopic[];
  onTopic: (topic: StoryTopic | null) => void;
}

/** What happened with this client, one line for each cause. */
export function ClientStories({ client, page, topic, topics, onTopic }: ClientStoriesProps) {
  const failure = page.failed('client', 'stories');
  const stories = client.stories?.nodes.map((node) => storyItem(reveal(ClientStoryFragmentDoc, node)));
  const options = [{ key: '', label: 'Everything' }, ...topics.map((one) => ({ key: one, label: codeWords(one) }))];
  return (
    <section aria-label="Story">
      <div className={css.storyHead}>
        <h2>Story</h2>
        <Choices label="Show" options={options} on={topic ?? ''} onChoose={(key) => onTopic(topics.find((one) => one === key) ?? null)} />
      </div>
      {failure && !stories && <PanelOut what="The story" failure={failure} onRetry={page.again} />}
      {stories && stories.length > 0 && <Story label="What happened" items={stories} />}
      {stories?.length === 0 && (topic ? <Empty act={<Act small onClick={() => onTopic(null)}>Show everything</Act>}>Nothing of this kind has happened.</Empty> : <Empty>Nothing has happened yet. Each thing that happens with this client is told here.</Empty>)}
    </section>
  );
}

const hour = 3_600_000;

function storyItem(story: ClientStoryFragment): StoryItem {
  const title = reveal(ToldFragmentDoc, story.title);
  const late = straggler(story);
  const took = instant(story.lastAt).getTime() - instant(story.startedAt).getTime();
  return {
    id: story.id, at: story.lastAt, tone: title.tone.toLowerCase() as MoveTone, icon: title.icon, actor: title.actor.name, sentence: <Saying title={title} />, evidence: title.secondLine,
    state: stateWords(story, took), arrived: late === null ? null : `Arrived ${spanWords(late)} later.`,
    entries: story.entries.map((entry) => ({ id: entry.id, at: entry.occurredAt, words: entry.sentence.text })),
  };
}

/** How much later than its siblings one fact came in. A story that was told late as a whole (taken over from elsewhere) has no straggler. */
function straggler(story: ClientStoryFragment): number | null {
  const lags = story.entries.map((entry) => instant(entry.arrivedAt).getTime() - instant(entry.occurredAt).getTime());
  const apart = lags.length > 1 ? Math.max(...lags) - Math.min(...lags) : 0;
  return apart > hour ? apart : null;
}

function stateWords(story: ClientStoryFragment, took: number): string | null {
  if (story.entries.length < 2) return null;
  const lines = countWords(story.entries.length, 'line');
  if (story.state === 'STUCK') return `Stuck, ${lines}`;
  if (story.state === 'WAITING') return `Waits, ${lines}`;
  return took > 1000 ? `${lines}, ${spanWords(took)}` : lines;
}

/** A sentence after its actor: the verb and the records it names. */
function Saying({ title }: { title: ToldFragment }) {
  return <>{title.verb}{title.objects.map((object, i) => <span key={object.href + object.label}>{i === 0 ? ' ' : i === title.objects.length - 1 ? ' and ' : ', '}<Go to={object.href} className="fm-link">{object.label}</Go></span>)}</>;
}
