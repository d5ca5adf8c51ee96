import { serve } from '@firmament/kit';
import scheduling from './subgraph.js';

await serve(scheduling);
