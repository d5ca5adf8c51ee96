import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience } from '@firmament/kit';
import { DocumentDownload } from '../agreement/agreement-version.resolver.js';
import type { RecipientStanding, Role } from '../packet/packet.types.js';
import { RecipientRole, RecipientState } from '../packet/recipient.entity.js';
import type { FieldKind } from '../signing/signing-provider.js';

/** Where somebody signs. */
export const SigningPlace = { HERE: 'HERE', ELSEWHERE: 'ELSEWHERE' } as const;
export type SigningPlace = keyof typeof SigningPlace;
registerEnumType(SigningPlace, { name: 'SigningPlace', description: 'Where somebody signs.', valuesConfig: { HERE: { description: 'On this page.' }, ELSEWHERE: { description: 'At the signing service, which has sent the way by mail.' } } });

/** What goes into a place of a document. */
export const SigningFieldKind = { SIGNATURE: 'SIGNATURE', INITIALS: 'INITIALS', DATE: 'DATE', NAME: 'NAME', TEXT: 'TEXT' } as const satisfies Record<FieldKind, FieldKind>;
registerEnumType(SigningFieldKind, { name: 'SigningFieldKind', description: 'What goes into a place of a document.', valuesConfig: {
  SIGNATURE: { description: 'The name as it was typed or drawn.' }, INITIALS: { description: 'The first letters of the name.' }, DATE: { description: 'The day of signing.' }, NAME: { description: 'The name in letters.' }, TEXT: { description: 'What the person writes there.' } } });

@ObjectType({ description: 'A document that somebody is asked to sign.' })
@Audience('portal')
export class SigningDocument {
  @Field(() => ID, { description: 'Its place among the documents, from 0, as fields name it.' }) id!: string;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { description: 'SHA-256 of what is signed, in hex.' }) sha256!: string;
  @Field(() => Int, { nullable: true, description: 'How many pages it has; null where it is signed elsewhere.' }) pages!: number | null;
  @Field(() => DocumentDownload, { nullable: true, description: 'Fetches the PDF.' }) download!: DocumentDownload | null;
}

@ObjectType({ description: 'A place in a document that a person fills by signing; its measures are points, counted from the upper left corner of the page.' })
@Audience('portal')
export class SigningField {
  @Field(() => Int, { description: 'Its place in the list of this person’s fields, from 0; values name it.' }) index!: number;
  @Field(() => Int, { description: 'In which document, from 0.' }) document!: number;
  @Field(() => Int, { description: 'On which page, from 1.' }) page!: number;
  @Field(() => Int, { description: 'From the left edge.' }) x!: number;
  @Field(() => Int, { description: 'From the upper edge.' }) y!: number;
  @Field(() => Int, { description: 'How wide.' }) width!: number;
  @Field(() => Int, { description: 'How high.' }) height!: number;
  @Field(() => SigningFieldKind, { description: 'What goes into it. Only a text is written by the person; all else comes of itself.' }) kind!: FieldKind;
  @Field(() => Boolean, { description: 'True when nothing can be signed without it.' }) required!: boolean;
  @Field(() => String, { nullable: true, description: 'What stands in it, as far as it is known.' }) value!: string | null;
}

@ObjectType({ description: 'Somebody of a packet, as the others see them.' })
@Audience('portal')
export class SigningPerson {
  @Field(() => String, { description: 'Name.' }) name!: string;
  @Field(() => RecipientRole, { description: 'What they do.' }) role!: Role;
  @Field(() => Int, { description: 'Whose turn it is first; all of one number at once.' }) order!: number;
  @Field(() => RecipientState, { description: 'Where they stand.' }) state!: RecipientStanding;
  @Field(() => Boolean, { description: 'True for the one who looks.' }) isMe!: boolean;
}

/** What somebody in the portal is asked to sign. It is known by its person's number alone; all else is read when it is asked for. */
@ObjectType({ description: 'What the person who looks is asked to sign, and how far it is.' })
@Audience('portal')
export class Signing {
  @Field(() => ID, { description: 'Number of this person in the packet.' }) id!: string;
}
