import { serve } from '@firmament/kit';
import search from './subgraph.js';

await serve(search);
