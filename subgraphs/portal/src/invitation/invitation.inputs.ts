import { IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PortalUser } from '../user/user.entity.js';
import { Invitation } from './invitation.entity.js';

const contactId = /^con_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const clientId = /^cli_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const printable = /^[^\u0000-\u001f]*$/;

/** Whom to invite, and for which client. */
@InputType({ description: 'Whom to invite to the portal, and for which client.' })
export class InvitePortalUserInput {
  @Field(() => ID, { description: 'The contact.' }) @Matches(contactId, { message: 'this is no contact' }) contactId!: string;
  @Field(() => ID, { description: 'The client.' }) @Matches(clientId, { message: 'this is no client' }) clientId!: string;
  @Field(() => String, { description: 'Name of the person.' }) @Length(1, 200, { message: 'a name has 1 to 200 characters' }) @Matches(printable, { message: 'the name holds characters that cannot be kept' }) name!: string;
  @Field(() => String, { description: 'Address that the link goes to.' }) @MaxLength(320) email!: string;
}

/** Which open invitation to send again. */
@InputType({ description: 'Which open invitation to send again.' })
export class ResendInvitationInput {
  @Field(() => ID, { description: 'The contact.' }) @Matches(contactId, { message: 'this is no contact' }) contactId!: string;
  @Field(() => ID, { description: 'The client.' }) @Matches(clientId, { message: 'this is no client' }) clientId!: string;
}

/** Which open invitations to take back. */
@InputType({ description: 'Which open invitations of a client to take back; all of them unless a contact or an address is named.' })
export class RevokeInvitationInput {
  @Field(() => ID, { description: 'The client.' }) @Matches(clientId, { message: 'this is no client' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'Only that of this contact.' }) @IsOptional() @Matches(contactId, { message: 'this is no contact' }) contactId?: string | null;
  @Field(() => String, { nullable: true, description: 'Only that of the person with this address.' }) @IsOptional() @MaxLength(320) email?: string | null;
  @Field(() => String, { nullable: true, description: 'Why, in words; it stands in the story.' }) @IsOptional() @MaxLength(300) @Matches(printable, { message: 'the reason holds characters that cannot be kept' }) reason?: string | null;
}

/** What an invitation came to. */
@ObjectType({ description: 'The person, and whether they had been invited or let in before.' })
export class InvitePortalUserPayload {
  @Field(() => PortalUser, { description: 'The person.' }) portalUser!: PortalUser;
  @Field(() => Boolean, { description: 'True when nothing was sent, because the person is in or has an open invitation.' }) alreadyInvited!: boolean;
}

/** What was sent again. */
@ObjectType({ description: 'The invitation that was sent again.' })
export class ResendInvitationPayload {
  @Field(() => Invitation, { description: 'The invitation with its new end.' }) invitation!: Invitation;
}

/** What was taken back. */
@ObjectType({ description: 'How many open invitations were taken back; none is no fault.' })
export class RevokeInvitationPayload {
  @Field(() => Int, { description: 'How many.' }) revoked!: number;
}
