import { serve } from '@firmament/kit';
import communications from './subgraph.js';

await serve(communications);
