import { serve } from '@firmament/kit';
import timeline from './subgraph.js';

await serve(timeline);
