import { jest } from '@jest/globals';
import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import pg from 'pg';
import { folderPlan } from '../support/firm.js';
import { budgetMs, house, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { kill, start, stop } from '../support/processes.js';
import type { Story } from '../support/story.js';

// Every domain that is started again reads its code anew, and with all of them that is minutes on a busy machine.
jest.setTimeout(600_000);
const patience = { timeoutMs: 12 * budgetMs };

/** One thing that a client of the house asks for, under its own key, as often as it must. */
class Wish {
  readonly key = newId('evt');
  constructor(private readonly story: Story, private readonly mutation: string, private readonly input: object) {}

  /** What is answered: the id, a refusal, or nothing at all. */
  async once(): Promise<{ id?: string; reason?: string }> {
    const query = `mutation($input: ${this.mutation.charAt(0).toUpperCase()}${this.mutation.slice(1)}Input!) { ${this.mutation}(input: $input) { id } }`;
    try {
      const { data, errors } = await this.story.firm.owner.try<Record<string, { id: string } | null>>(query, { input: this.input }, { 'idempotency-key': this.key });
      const id = data?.[this.mutation]?.id;
      return id ? { id } : { reason: errors[0]?.extensions?.reason ?? errors[0]?.message ?? 'nothing' };
    } catch {
      return { reason: 'no answer' };
    }
  }
}

const template = (story: Story, name: string) => new Wish(story, 'createFolderTemplate', { name, folders: folderPlan });
const kept = (story: Story, name: string) => look<{ id: string }>('select id from files.folder_templates where tenant_id = $1 and name = $2', [story.firm.uuid, name]);

/** Runs `meanwhile` while a mutation of files stands right before its commit: all is written but the numbers of its facts. */
async function beforeCommit(wish: Wish, meanwhile: () => Promise<void>): Promise<{ id?: string; reason?: string }> {
  const gate = new pg.Client({ connectionString: house.endpoints.postgres });
  await gate.connect();
  try {
    await gate.query('begin');
    await gate.query('lock table files.event_counter in exclusive mode');
    const answer = wish.once();
    await eventually(async () => (await look("select 1 from pg_stat_activity where usename = 'files_rw' and wait_event_type = 'Lock'")).length > 0, 'the mutation is about to commit', patience);
    await meanwhile();
    await gate.query('rollback');
    return await answer;
  } finally {
    await gate.end();
  }
}

const working = () => eventually(async () => (await look("select 1 from pg_stat_activity where usename = 'files_rw' and state = 'active'")).length === 0, 'files has let go', patience);

describe('a client that was not answered', () => {
  journey('F39 because the gateway died: it asks again under the same key, and finds what was done', async (story) => {
    const wish = template(story, 'Asked for twice');
    expect(await beforeCommit(wish, () => kill('gateway'))).toEqual({ reason: 'no answer' });
    await eventually(async () => (await kept(story, 'Asked for twice')).length === 1, 'the domain finished what it was asked for', patience);
    await start('gateway');
    const [second, third] = [await wish.once(), await wish.once()];
    expect(second.id).toMatch(/^ftp_/);
    expect(third).toEqual(second);
    expect(await story.grew(['files.folder_templates'])).toEqual({ 'files.folder_templates': 1 });
    expect((await story.event('files.template.changed')).aggregateid).toBe(second.id);
    await story.keepsItsPromises();
  });

  journey('F40 because the domain died in the middle: nothing is left of the first try, and the second one has the effect', async (story) => {
    const wish = template(story, 'Cut off');
    expect(await beforeCommit(wish, () => kill('files'))).toEqual({ reason: 'DOMAIN_UNAVAILABLE' });
    await working();
    expect(await story.grew(['files.folder_templates', 'files.outbox', 'files.idempotency'])).toEqual({ 'files.folder_templates': 0, 'files.outbox': 0, 'files.idempotency': 0 });
    await start('files');
    const [second, third] = [await wish.once(), await wish.once()];
    expect(second.id).toMatch(/^ftp_/);
    expect(third).toEqual(second);
    expect(await story.grew(['files.folder_templates'])).toEqual({ 'files.folder_templates': 1 });
    expect((await story.event('files.template.changed')).aggregateid).toBe(second.id);
    await story.keepsItsPromises();
  });
});

describe('F53 a release that restarts one domain after the other', () => {
  const all = ['agreements', 'communications', 'crm', 'files', 'identity', 'portal', 'projects', 'revenue', 'scheduling', 'search', 'timeline', 'workflow'];
  const some = process.env['FIRMAMENT_TEST_FULL'] ? all : ['crm', 'files', 'identity'];

  journey('fails nobody who tries a second time', async (story) => {
    const { owner, ownerId } = story.firm;
    const wishes: (() => Wish)[] = [
      () => template(story, `Release ${newId('ftp')}`),
      () => new Wish(story, 'createClient', { displayName: `Release ${newId('cli')}`, kind: 'ORG', ownerUserId: ownerId }),
    ];
    const told = { asked: 0, secondTries: 0, failed: [] as string[], stopsMs: [] as number[] };
    const ready = () => eventually(async () => ((await (await fetch(`${house.endpoints.gateway}/readyz`)).json()) as { status: string }).status === 'ready', 'the house is whole again', patience);
    let releasing = true;
    let waiting = 0;
    const client = async (make: () => Wish): Promise<void> => {
      while (releasing) {
        const wish = make();
        told.asked += 1;
        if ((await wish.once()).id) continue;
        told.secondTries += 1;
        waiting += 1;
        await ready();
        const second = await wish.once();
        waiting -= 1;
        if (!second.id) told.failed.push(second.reason ?? '');
      }
    };
    const load = Promise.all(wishes.map(client));
    try {
      for (const domain of some) {
        const began = performance.now();
        await stop(domain);
        told.stopsMs.push(Math.round(performance.now() - began));
        await start(domain);
        await ready();
        // A release goes on when the house is whole and nobody has anything left to try again.
        await eventually(() => waiting === 0, 'everybody has tried again', patience);
      }
    } finally {
      releasing = false;
      await load;
    }
    process.stderr.write(`  F53 ${some.length} domains restarted: asked ${told.asked} · second tries ${told.secondTries} · failed ${told.failed.length} · stops ${told.stopsMs.join(', ')} ms\n`);
    expect(told.failed).toEqual([]);
    const grew = await story.grew(['files.folder_templates', 'crm.clients']);
    expect((grew['files.folder_templates'] ?? 0) + (grew['crm.clients'] ?? 0)).toBe(told.asked);
    await owner.ask('{ me { user { id } } }');
    await story.keepsItsPromises();
  });
});
