import { serve } from '@firmament/kit';
import files from './subgraph.js';

await serve(files);
