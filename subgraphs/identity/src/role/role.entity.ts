import { IdField, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import type { BuiltInRole } from './role.rules.js';

/** A named set of permissions of one firm. */
@ObjectType({ description: 'A named set of permissions.' })
@Key('id')
@Entity({ tableName: 'roles', schema: 'identity' })
export class Role {
  @IdField('rol') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;

  @Field(() => String, { description: 'The word by which people hold the role: owner, manager, staff, finance.' })
  @Property({ type: 'text' })
  key!: string;

  @Field(() => String, { description: "The role's name." })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'What the role is for, in one sentence.' })
  @Property({ type: 'text' })
  description!: string;

  @Field(() => [String], { description: 'What it permits: exact permissions, or a domain with .*, or * for everything.' })
  @Property({ type: 'text[]' })
  permissions!: string[];

  @Field(() => Boolean, { description: 'True when every firm has this role from its first day.' })
  @Property({ type: 'boolean', fieldName: 'built_in' })
  builtIn!: boolean;

  @Field(() => Int, { description: 'Its place in lists.' })
  @Property({ type: 'int' })
  position!: number;

  /** The columns of a role that a firm begins with. */
  static builtIn(role: BuiltInRole, position: number, id: string, tenantId: string): Role {
    return {
      id, tenantId, version: 1, key: role.key, name: role.name, description: role.description,
      permissions: [...role.permissions], builtIn: true, position,
    };
  }
}
