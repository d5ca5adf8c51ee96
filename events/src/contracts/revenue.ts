import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { id, money } from './shapes.js';

export const invoiceDrafted = defineEvent('revenue.invoice.drafted', 1, 'An invoice was started for a client.',
  z.object({ invoiceId: id('ivc'), clientId: id('cli'), total: money }));
