import { useMutation } from '@apollo/client/react';
import { useState, type FormEvent } from 'react';
import { AddTaskCommentDocument, type TaskSheetFragment } from '../../../gql/staff/graphql';
import { countWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { When, Who } from '../../../ui/facts';
import { TextField } from '../../../ui/Field';
import { Section } from '../../../ui/Rail';
import type { People } from './ProjectPage';
import { useAct } from '../../../ui/use-act';
import css from './Project.module.css';

/** People named with an @ in a text: by the full name, or by the first one where it is one person's alone. */
export function mentionedIn(text: string, people: readonly { id: string; name: string }[]): { id: string; name: string }[] {
  const low = text.toLowerCase();
  const named = (words: string) => new RegExp(`@${words.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(low);
  const first = (name: string) => name.split(' ')[0] ?? name;
  return people.filter((one) => named(one.name) || (named(first(one.name)) && people.filter((other) => first(other.name) === first(one.name)).length === 1));
}

/** What was said about a task, and a line to say more. */
export function TaskComments({ task, people, onChanged }: { task: TaskSheetFragment; people: People; onChanged: () => void }) {
  const [words, setWords] = useState('');
  const [add] = useMutation(AddTaskCommentDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const mentioned = mentionedIn(words, people);
  const say = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act(add({ variables: { input: { taskId: task.id, body: words.trim(), mentionedUserIds: mentioned.map((one) => one.id) } } }), { refused: 'Nothing was said' });
    if (done) setWords('');
  };
  return (
    <Section title={task.comments.length > 0 ? countWords(task.comments.length, 'comment') : 'Comments'}>
      {task.comments.map((one) => (
        <div key={one.id} className={css.comment}>
          <p><Who name={one.author?.name ?? 'Somebody'} /> <span className="fm-quiet"><When at={one.createdAt} as="ago" /></span></p>
          <p>{one.body}</p>
        </div>
      ))}
      <form className={css.form} onSubmit={(event) => void say(event)}>
        <TextField label="Say something" optional value={words} maxLength={4000} help={mentioned.length > 0 ? `${mentioned.map((one) => one.name).join(', ')} will be told.` : 'Write @ and a name to tell somebody.'} onChange={(event) => setWords(event.target.value)} />
        <div><Act type="submit" busy={busy} disabled={!words.trim()}>Say it</Act></div>
      </form>
    </Section>
  );
}
