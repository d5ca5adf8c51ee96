import { dropInboxPurge, dropKitTables, grantTables, inboxPurge, kitTables, Migration } from '../src/kit.js';

/** The tables of the bakery. */
export class OpenBakery extends Migration {
  override up(): void {
    for (const statement of [...kitTables('bakery'), ...inboxPurge('bakery')]) this.addSql(statement);
    this.addSql(`create table bakery.orders (
      tenant_id uuid not null, id uuid not null, version int not null, client_id uuid, title text not null, status text not null, note text,
      loaves int not null, price_minor bigint not null, weight numeric not null, rise double precision not null, urgent boolean not null,
      due_on date not null, placed_at timestamptz not null, baked_at timestamptz, extras jsonb not null, words text[] not null, stamp bytea not null,
      primary key (tenant_id, id), constraint order_title_once unique (tenant_id, title))`);
    this.addSql(`select sec.protect('bakery.orders', 'client_id')`);
    this.addSql(`create table bakery.slices (tenant_id uuid not null, id uuid not null, order_id uuid not null, name text not null, primary key (tenant_id, id),
      foreign key (tenant_id, order_id) references bakery.orders (tenant_id, id))`);
    this.addSql(`select sec.protect('bakery.slices')`);
    this.addSql(grantTables('bakery', 'orders, slices'));
  }

  override down(): void {
    for (const table of ['slices', 'orders']) this.addSql(`drop table bakery.${table}`);
    for (const statement of [...dropInboxPurge('bakery'), ...dropKitTables('bakery')]) this.addSql(statement);
  }
}
