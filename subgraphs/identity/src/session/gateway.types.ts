import { DateTimeScalar } from '@firmament/kit';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

/** Who stands behind a session or a right that is borrowed, as of now. */
@ObjectType({ description: 'Who stands behind a session or a borrowed right, as of now.' })
export class ResolvedSession {
  @Field(() => String, { description: 'The kind of actor: staff or portal.' })
  kind!: 'staff' | 'portal';

  @Field(() => ID, { description: 'The firm.' })
  firmId!: string;

  @Field(() => ID, { nullable: true, description: 'The member of the firm, for staff.' })
  userId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The client’s person, for the portal.' })
  portalUserId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The session; null when a right is borrowed without one.' })
  sessionId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The one active client of a portal session.' })
  clientId!: string | null;

  @Field(() => String, { description: 'A name to show in stories.' })
  name!: string;

  @Field(() => [String], { description: 'What staff may do now. Empty for the portal, whose rights the portal itself states.' })
  permissions!: string[];

  @Field(() => Int, { description: 'Grows whenever the session or the person’s rights change; a cached answer of a lower version is stale.' })
  version!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the session ends if it is not used before.' })
  expiresAt!: Date | null;

  @Field(() => Boolean, { description: 'True when the use of the session should be noted with touchSession.' })
  touchDue!: boolean;
}

/** A portal grant that the gateway received from the portal and now redeems. */
@InputType({ description: 'A portal grant that the gateway received from the portal and now redeems.' })
export class OpenSessionInput {
  @Field(() => ID, { description: 'The firm.' })
  firmId!: string;

  @Field(() => ID, { description: 'The client’s person.' })
  portalUserId!: string;

  @Field(() => ID, { description: 'The client on whom the session opens.' })
  clientId!: string;

  @Field(() => String, { nullable: true, description: 'The person’s name, for stories.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The portal’s own seal on the grant, as it came.' })
  signed?: string | null;

  @Field(() => String, { nullable: true, description: 'The browser’s description of itself.' })
  device?: string | null;
}

/** A session that has just begun; the token is told once. */
@ObjectType({ description: 'A session that has just begun. Its token is told this once.' })
export class OpenedSession {
  @Field(() => ID, { description: 'The session.' })
  sessionId!: string;

  @Field(() => String, { description: 'The secret for the cookie.' })
  token!: string;

  @Field(() => DateTimeScalar, { description: 'When it ends if it is not used before.' })
  expiresAt!: Date;
}
