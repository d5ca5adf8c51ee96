import { defineEvent, type EventContract } from '@firmament/events';
import { z } from 'zod';

/** The fact that the bakery states. */
export const orderPlaced = defineEvent('bakery.order.placed', 1, 'Bread was ordered.', z.object({ orderId: z.string(), title: z.string() }));

/** A fact that it never declared. */
export const orderBurnt = defineEvent('bakery.order.burnt', 1, 'Bread was burnt.', z.object({ orderId: z.string() })) as EventContract<{ orderId: string }>;
