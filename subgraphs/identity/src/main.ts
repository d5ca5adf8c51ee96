import { serve } from '@firmament/kit';
import identity from './subgraph.js';

await serve(identity);
