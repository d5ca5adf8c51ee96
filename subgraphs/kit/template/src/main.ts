import { serve } from '@firmament/kit';
import __domain__ from './subgraph.js';
await serve(__domain__);
