import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';
import type { Alias } from './search-words.rules.js';

/** What sort of record was found. */
export enum SearchKind { CLIENT = 'CLIENT', CONTACT = 'CONTACT', PROJECT = 'PROJECT', APPOINTMENT = 'APPOINTMENT' }
registerEnumType(SearchKind, { name: 'SearchKind', description: 'What sort of record was found.', valuesConfig: {
  CLIENT: { description: 'A client.' }, CONTACT: { description: 'A person.' }, PROJECT: { description: 'A piece of work.' }, APPOINTMENT: { description: 'An appointment.' } } });

/** What is kept of a record so that it can be found; a person stands here once for each client. */
@Entity({ tableName: 'documents', schema: 'search' })
export class SearchDocument {
  @PrimaryKey({ type: new IdColumn('sdc'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @Property({ type: 'text' }) kind!: SearchKind;
  @Property({ type: 'text', fieldName: 'source_id' }) sourceId!: string;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Property({ type: 'text' }) permission!: string;
  @Property({ type: 'text' }) title!: string;
  @Property({ type: 'text', fieldName: 'title_folded' }) titleFolded!: string;
  @Property({ type: 'json' }) also!: Alias[];
  @Property({ type: 'text', fieldName: 'also_folded' }) alsoFolded!: string;
  @Property({ type: 'datetime', fieldName: 'changed_at' }) changedAt!: Date;
}
