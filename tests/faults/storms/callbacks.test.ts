import { callbackStorm } from './callback-storm.js';

callbackStorm({ unique: 600, packetsEach: 25, perSecond: 1_000, deaths: 3 });
