import { serve } from '@firmament/kit';
import revenue from './subgraph.js';

await serve(revenue);
