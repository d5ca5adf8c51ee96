import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { PrimaryKey } from '@mikro-orm/decorators/legacy';
import { IdColumn, TenantField } from '@firmament/kit';

/** A member of the firm, as far as appointments need one: copied from identity's facts, never asked for. */
@Entity({ tableName: 'hosts', schema: 'scheduling' })
export class Host {
  @PrimaryKey({ type: new IdColumn('usr'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text' }) email!: string;
  @Property({ type: 'boolean' }) active!: boolean;
}

/** The firm's name and address in links, copied from identity's fact. */
@Entity({ tableName: 'firms', schema: 'scheduling' })
export class Firm {
  @PrimaryKey({ type: new IdColumn('firm'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text' }) slug!: string;
  @Property({ type: 'text', fieldName: 'time_zone' }) timeZone!: string;
}
