import { IsOptional, Matches } from 'class-validator';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar } from '@firmament/kit';
import { idPattern, notAnId } from '../text.rules.js';
import { Project } from './project.entity.js';

/** What an agreement in force changed for its project. */
export enum AgreedWorkOutcome { BEGUN = 'BEGUN', GOES_ON = 'GOES_ON', ENDED = 'ENDED' }
registerEnumType(AgreedWorkOutcome, { name: 'AgreedWorkOutcome', description: 'What an agreement in force changed for its project.', valuesConfig: {
  BEGUN: { description: 'It was a skeleton; work begins.' }, GOES_ON: { description: 'Work had begun already; it only remembers the agreement.' }, ENDED: { description: 'It has ended: nothing begins, and a person decides.' } } });

@InputType({ description: 'Work that an agreement lets begin.' })
export class ActivateProjectForAgreementInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { description: 'The project.' }) @Matches(idPattern('prj'), notAnId('a project')) projectId!: string;
  @Field(() => ID, { description: 'The agreement.' }) @Matches(idPattern('agr'), notAnId('an agreement')) agreementId!: string;
  @Field(() => DateScalar, { description: 'From which day the agreement holds: the days of all tasks are counted from it.' }) effectiveOn!: string;
  @Field(() => Boolean, { defaultValue: true, description: 'A plan of what will be billed follows; until it stands, the project says so.' }) @IsOptional() planFollows!: boolean;
}
@ObjectType({ description: 'The project, and what the agreement changed for it.' })
export class ActivateProjectForAgreementPayload {
  @Field(() => Project, { description: 'The project.' }) project!: Project;
  @Field(() => AgreedWorkOutcome, { description: 'What changed.' }) outcome!: AgreedWorkOutcome;
}
