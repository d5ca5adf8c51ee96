import { serve } from '@firmament/kit';
import portal from './subgraph.js';

await serve(portal);
