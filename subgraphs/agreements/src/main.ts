import { serve } from '@firmament/kit';
import agreements from './subgraph.js';

await serve(agreements);
