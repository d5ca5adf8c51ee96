import { clientCreated, idToUuid } from '@firmament/events';
import { z } from 'zod';
import { byId, Conflict, defineSubgraph, on } from '../src/kit.js';
import { Order, Slice } from './bakery.entities.js';
import { orderPlaced } from './bakery.events.js';
import { OpenBakery } from './bakery.migration.js';
import { LeakResolver, OrderResolver } from './bakery.resolvers.js';

/** A small domain in which every promise of the kit can be tried. It is not part of the house. */
export const bakery = defineSubgraph({
  name: 'bakery',
  entities: [Order, Slice],
  resolvers: [OrderResolver, LeakResolver],
  references: { Order: byId(Order, 'bakery.order.view') },
  emits: [orderPlaced],
  listens: [on(clientCreated, async (event, ctx) => {
    if (event.data.displayName === 'Nobody') throw new Error('we do not serve Nobody');
    await ctx.sql(`insert into bakery.slices (tenant_id, id, order_id, name) select tenant_id, $1, id, $2 from bakery.orders order by id limit 1`, [idToUuid(ctx.newId('slc')), `for ${event.data.displayName}`]);
    if (event.data.displayName.startsWith('Regular')) ctx.emit(orderPlaced, { orderId: event.data.clientId, title: event.data.displayName }, { aggregateId: event.data.clientId });
  })],
  migrations: [OpenBakery],
  permissions: { 'bakery.order.view': 'See orders', 'bakery.order.place': 'Place orders', 'bakery.order.visit': 'Order as a visitor', 'bakery.shop.open': 'Open shops' },
  publicPermissions: ['bakery.order.visit', 'bakery.order.view'],
  portalPermissions: ['bakery.order.view'],
  constraints: { order_title_once: () => new Conflict('BAKERY_TITLE_TAKEN', 'This title is taken.') },
  config: z.object({ BAKERY_OVEN: z.string().min(1).default('stone'), BAKERY_HEAT: z.coerce.number().max(300).default(220) }),
  clientTables: { 'bakery.orders': 'client_id' },
});
