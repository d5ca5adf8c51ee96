import { serve } from '@firmament/kit';
import workflow from './subgraph.js';

await serve(workflow);
