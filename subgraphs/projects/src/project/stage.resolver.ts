import { Ctx as Context, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Audience, type Ctx } from '@firmament/kit';
import { ProjectFileNeed } from '../filing/file-need.entity.js';
import { ProjectFile } from '../filing/project-file.entity.js';
import { fileRefs, FileObjectRef } from '../stubs.js';
import { Task, TaskKind, TaskState } from '../task/task.entity.js';
import { Lateness } from '../task/task.types.js';
import { clientStatus } from './client-status.rules.js';
import { explain, longestLate, type Told } from './lateness.resolver.js';
import { Milestone } from './milestone.entity.js';
import { Project } from './project.entity.js';
import { ProjectSection, StageConditionKind } from './section.entity.js';
import { conditionsOf } from './stage.rules.js';

@ObjectType({ description: 'A condition of a stage.' })
export class StageCondition {
  @Field(() => StageConditionKind, { description: 'What it waits for.' }) kind!: StageConditionKind;
  @Field(() => Boolean, { description: 'It is met.' }) met!: boolean;
  @Field(() => String, { description: 'In a sentence, with the names of what is missing.' }) sentence!: string;
}
@ObjectType({ description: 'Where the work stands, and what is missing before it goes on.' })
export class ProjectStage {
  @Field(() => ProjectSection, { description: 'The section in which the work stands.' }) section!: ProjectSection;
  @Field(() => Int, { description: 'Its number, from 1.' }) number!: number;
  @Field(() => Int, { description: 'How many sections there are.' }) of!: number;
  @Field(() => [StageCondition], { description: 'Every condition, met or not.' }) conditions!: StageCondition[];
  @Field(() => [String], { description: 'The sentences of those that are not met; empty when the work can go on.' }) missing!: string[];
}

@Resolver(() => Project)
export class StageResolver {
  @FieldResolver(() => ProjectStage, { nullable: true, description: 'Where the work stands and what is missing before it goes on; null before it has begun.' })
  async stage(@Root() project: Project, @Context() ctx: Ctx): Promise<ProjectStage | null> {
    const sections = await ctx.read.children(ProjectSection, 'projectId', project.id, { orderBy: { position: 'ASC' } });
    const section = sections.find(({ id }) => id === project.stageSectionId);
    if (!section) return null;
    const open = {
      tasks: (await tasksOf(project, ctx)).filter((task) => task.isOpen), files: (await needsOf(project, ctx)).filter((need) => need.isOpen),
      milestones: (await ctx.read.children(Milestone, 'projectId', project.id, { orderBy: { position: 'ASC' } })).filter(({ completedAt }) => completedAt === null),
    };
    const conditions = conditionsOf(section, open).map((one) => ({ ...one, kind: StageConditionKind[one.kind] }));
    return { section, number: sections.indexOf(section) + 1, of: sections.length, conditions, missing: conditions.filter(({ met }) => !met).map(({ sentence }) => sentence) };
  }

  @FieldResolver(() => Lateness, { description: 'Why it is late, from the task that is late for longest down to the root; or that nothing is late.' })
  async lateness(@Root() project: Project, @Context() ctx: Ctx): Promise<Told> {
    const tasks = await tasksOf(project, ctx);
    return explain(ctx, longestLate(tasks, ctx.now.toISOString().slice(0, 10)), project);
  }

  @FieldResolver(() => [ProjectFileNeed], { description: 'What files the work needs of the client, in order.' })
  fileNeeds(@Root() project: Project, @Context() ctx: Ctx): Promise<ProjectFileNeed[]> { return needsOf(project, ctx); }

  @FieldResolver(() => [FileObjectRef], { description: 'Files of the client that came to it, each once.' })
  async files(@Root() project: Project, @Context() ctx: Ctx): Promise<FileObjectRef[]> {
    return fileRefs((await ctx.read.children(ProjectFile, 'projectId', project.id, { orderBy: { attachedAt: 'ASC', id: 'ASC' } })).map(({ fileId }) => fileId));
  }

  @Audience('portal')
  @FieldResolver(() => String, { description: 'What the client reads about it: one sentence in their words.' })
  async clientStatus(@Root() project: Project, @Context() ctx: Ctx): Promise<string> {
    const seen = (await tasksOf(project, ctx)).filter((task) => task.clientVisible && task.state !== TaskState.CANCELLED);
    const asked = seen.filter((task) => task.isOpen && task.kind === TaskKind.CLIENT).map((task) => task.clientTitle);
    const files = (await needsOf(project, ctx)).filter((need) => need.state === 'WAITING').map(({ title }) => title);
    return clientStatus({ status: project.status, kickOffOn: project.kickOffOn, done: seen.filter(({ state }) => state === TaskState.DONE).length, total: seen.length, waitsForClient: [...files, ...asked] });
  }
}

const tasksOf = (project: Project, ctx: Ctx): Promise<Task[]> => ctx.read.children(Task, 'projectId', project.id, { orderBy: { position: 'ASC', id: 'ASC' } });
const needsOf = (project: Project, ctx: Ctx): Promise<ProjectFileNeed[]> => ctx.read.children(ProjectFileNeed, 'projectId', project.id, { orderBy: { position: 'ASC' } });
