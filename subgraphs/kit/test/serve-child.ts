import { serve } from '../src/kit.js';
import { bakery } from './bakery.js';

await serve(bakery);
