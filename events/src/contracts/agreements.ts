import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { id } from './shapes.js';

export const agreementDrafted = defineEvent('agreements.agreement.drafted', 1, 'An agreement was started for a client.',
  z.object({ agreementId: id('agr'), clientId: id('cli'), title: z.string() }));
