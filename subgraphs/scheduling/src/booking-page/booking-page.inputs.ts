import { Field, ID, InputType, Int } from 'type-graphql';
import { BookingVerification } from './booking-page.entity.js';

/** A new booking page. */
@InputType({ description: 'A new booking page.' })
export class CreateBookingPageInput {
  @Field(() => String, { description: 'The last part of its address: small letters, digits and hyphens.' }) slug!: string;
  @Field(() => String, { description: 'The heading.' }) title!: string;
  @Field(() => String, { description: 'What the visitor gets out of it.' }) promise!: string;
  @Field(() => [String], { description: 'What happens next, step by step.', defaultValue: [] }) next!: string[];
  @Field(() => BookingVerification, { description: 'What a visitor must show.', defaultValue: BookingVerification.NONE }) verification!: BookingVerification;
  @Field(() => [ID], { description: 'The kinds of appointment it offers, in order.' }) typeIds!: string[];
}

/** What changes on a booking page. */
@InputType({ description: 'What changes on a booking page; fields left out stay as they are.' })
export class ChangeBookingPageInput {
  @Field(() => ID, { description: 'The page.' }) id!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'The last part of its address; links to the old one stop working.' }) slug?: string | null;
  @Field(() => String, { nullable: true, description: 'The heading.' }) title?: string | null;
  @Field(() => String, { nullable: true, description: 'What the visitor gets out of it.' }) promise?: string | null;
  @Field(() => [String], { nullable: true, description: 'What happens next.' }) next?: string[] | null;
  @Field(() => BookingVerification, { nullable: true, description: 'What a visitor must show.' }) verification?: BookingVerification | null;
  @Field(() => Boolean, { nullable: true, description: 'False to close the page.' }) active?: boolean | null;
  @Field(() => [ID], { nullable: true, description: 'The kinds of appointment it offers from now on.' }) typeIds?: string[] | null;
}
