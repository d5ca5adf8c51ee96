import { jest } from '@jest/globals';
import { callbackStorm } from './callback-storm.js';

jest.setTimeout(1_800_000);
callbackStorm({ unique: 10_000, packetsEach: 125, perSecond: 1_000, deaths: 12 });
