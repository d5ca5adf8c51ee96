import { serve } from '@firmament/kit';
import projects from './subgraph.js';

await serve(projects);
