import { BigIntType } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';

/** A moment that may not have come yet. */
export const MomentProperty = (fieldName: string): PropertyDecorator => (target, key) => Property({ type: 'datetime', columnType: 'timestamptz', fieldName, nullable: true })(target, key as string);
/** A moment. */
export const TimeProperty = (fieldName: string): PropertyDecorator => (target, key) => Property({ type: 'datetime', columnType: 'timestamptz', fieldName })(target, key as string);
/** A calendar day that may not be set. */
export const DayProperty = (fieldName: string): PropertyDecorator => (target, key) => Property({ type: 'date', fieldName, nullable: true })(target, key as string);
/** A whole number of minor units, such as pence. */
export const MinorProperty = (fieldName: string, options: { nullable?: boolean } = {}): PropertyDecorator => (target, key) => Property({ type: new BigIntType('bigint'), fieldName, ...options })(target, key as string);
