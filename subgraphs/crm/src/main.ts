import { serve } from '@firmament/kit';
import crm from './subgraph.js';

await serve(crm);
