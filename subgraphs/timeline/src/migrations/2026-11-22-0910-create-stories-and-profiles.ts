import { grantTables, Migration } from '@firmament/kit';

/** What is folded from the log: stories, their runs, and the profile of each client. */
export class CreateStoriesAndProfiles extends Migration {
  override up(): void {
    this.#stories();
    this.#profiles();
    this.addSql(grantTables('timeline', 'stories, runs, profiles, appointments_ahead, open_work, watermarks'));
  }

  #stories(): void {
    this.addSql(`create table timeline.stories (
      tenant_id uuid not null, id uuid not null, correlation_id text not null, client_id uuid,
      started_at timestamptz not null, last_at timestamptz not null, step_count int not null default 0,
      state text not null default 'DONE' check (state in ('RUNNING', 'WAITING', 'STUCK', 'DONE')),
      gates text[] not null default '{}', topics text[] not null default '{}',
      cause_kind text, cause_at timestamptz, cause_name text,
      their_word_at timestamptz, their_word_channel text, their_word_name text, our_word_at timestamptz, our_word_channel text, our_word_name text,
      version int not null default 1,
      primary key (tenant_id, id))`);
    this.addSql('create index stories_client on timeline.stories (tenant_id, client_id, last_at desc, id desc)');
    this.addSql('create index stories_last on timeline.stories (tenant_id, last_at desc, id desc)');
    this.addSql('create index stories_correlation on timeline.stories (tenant_id, correlation_id)');
    this.addSql(`select sec.protect('timeline.stories', 'client_id')`);
    this.addSql(`create table timeline.runs (
      tenant_id uuid not null, id uuid not null, story_id uuid not null, client_id uuid, workflow_name text not null,
      state text not null check (state in ('RUNNING', 'WAITING', 'STUCK', 'DONE')), words text, until timestamptz, started_at timestamptz not null,
      primary key (tenant_id, id), foreign key (tenant_id, story_id) references timeline.stories (tenant_id, id))`);
    this.addSql('create index runs_story on timeline.runs (tenant_id, story_id)');
    this.addSql('create index runs_client on timeline.runs (tenant_id, client_id)');
    this.addSql(`select sec.protect('timeline.runs', 'client_id')`);
  }

  #profiles(): void {
    this.addSql(`create table timeline.profiles (
      tenant_id uuid not null, id uuid not null, status text, owner_user_id uuid, merged_into uuid,
      their_word_at timestamptz, their_word_channel text, their_word_name text, our_word_at timestamptz, our_word_channel text, our_word_name text,
      last_fact_at timestamptz not null, seen_at timestamptz not null, version int not null default 1,
      primary key (tenant_id, id))`);
    this.addSql(`select sec.protect('timeline.profiles', 'id')`);
    this.addSql(`create table timeline.appointments_ahead (
      tenant_id uuid not null, id uuid not null, client_id uuid, starts_at timestamptz not null, primary key (tenant_id, id))`);
    this.addSql('create index appointments_ahead_client on timeline.appointments_ahead (tenant_id, client_id, starts_at)');
    this.addSql(`select sec.protect('timeline.appointments_ahead', 'client_id')`);
    this.addSql(`create table timeline.open_work (
      tenant_id uuid not null, id uuid not null, client_id uuid, kind text not null check (kind in ('PROJECT', 'TASK')), primary key (tenant_id, id))`);
    this.addSql('create index open_work_client on timeline.open_work (tenant_id, client_id)');
    this.addSql(`select sec.protect('timeline.open_work', 'client_id')`);
    this.addSql(`create table timeline.watermarks (
      tenant_id uuid not null, source text not null, last_fact_at timestamptz not null, seen_at timestamptz not null, lag_seconds int not null default 0,
      primary key (tenant_id, source))`);
    this.addSql(`select sec.protect('timeline.watermarks')`);
  }

  override down(): void {
    for (const table of ['watermarks', 'open_work', 'appointments_ahead', 'profiles', 'runs', 'stories']) this.addSql(`drop table timeline.${table}`);
  }
}
