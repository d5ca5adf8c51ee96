import { Type } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';

/** Bytes stand in a bigint column and are a number in code: exact up to 2^53, far beyond any file. */
class SizeColumn extends Type<number, string> {
  override convertToDatabaseValue(value: number | string): string { return String(value); }
  override convertToJSValue(value: string | number): number { return Number(value); }
  override getColumnType(): string { return 'bigint'; }
  override compareAsType(): string { return 'number'; }
}
const size = new SizeColumn();

/** A count of bytes. */
export const SizeProperty = (): PropertyDecorator => (target, key) => Property({ type: size, fieldName: 'size' })(target, key as string);
/** A moment that may not have come yet. */
export const MomentProperty = (fieldName: string): PropertyDecorator => (target, key) => Property({ type: 'datetime', columnType: 'timestamptz', fieldName, nullable: true })(target, key as string);
/** A moment. */
export const TimeProperty = (fieldName: string): PropertyDecorator => (target, key) => Property({ type: 'datetime', columnType: 'timestamptz', fieldName })(target, key as string);
