import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, connectionOf, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '../src/kit.js';

/** How far an order is. */
export enum OrderStatus { OPEN = 'OPEN', BAKED = 'BAKED' }
registerEnumType(OrderStatus, { name: 'OrderStatus', description: 'How far an order is.' });

/** How sure the baker was. */
export enum Recognised { NEW = 'NEW', KNOWN = 'KNOWN' }
registerEnumType(Recognised, { name: 'Recognised', description: 'How sure the baker was.' });

/** One row with a column of every kind. */
@ObjectType({ description: 'An order of bread.' })
@Key('id')
@Entity({ tableName: 'orders', schema: 'bakery' })
export class Order {
  @IdField('ord') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Audience('portal') @Field(() => String, { description: 'What was ordered.' })
  @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => OrderStatus, { description: 'How far it is.' })
  @Property({ type: 'text' }) status!: OrderStatus;
  @Field(() => String, { nullable: true, description: 'A remark.' })
  @Property({ type: 'text', nullable: true }) note!: string | null;
  @Property({ type: 'integer' }) loaves!: number;
  @Property({ type: 'bigint', fieldName: 'price_minor' }) priceMinor!: bigint;
  @Property({ type: 'numeric' }) weight!: string;
  @Property({ type: 'double' }) rise!: number;
  @Property({ type: 'boolean' }) urgent!: boolean;
  @Property({ type: 'date', fieldName: 'due_on' }) dueOn!: string;
  @Field(() => DateTimeScalar, { description: 'When it was placed.' })
  @Property({ type: 'datetime', fieldName: 'placed_at' }) placedAt!: Date;
  @Property({ type: 'datetime', fieldName: 'baked_at', nullable: true }) bakedAt!: Date | null;
  @Property({ type: 'json' }) extras!: { seeds: string[] };
  @Property({ type: 'text[]' }) words!: string[];
  @Property({ type: 'blob' }) stamp!: Buffer;

  /** A getter, to show that lean rows keep behaviour. */
  get loud(): string { return this.title.toUpperCase(); }
}

/** A part of an order. */
@ObjectType({ description: 'A slice of an order.' })
@Entity({ tableName: 'slices', schema: 'bakery' })
export class Slice {
  @IdField('slc') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('ord', { fieldName: 'order_id' }) orderId!: string;
  @Field(() => String, { description: 'Its name.' }) @Property({ type: 'text' }) name!: string;
}

@ObjectType({ description: 'A page of orders.' })
export class OrderConnection extends connectionOf(Order) {}
