import { signingContract } from '../contract.fixture.js';
import { dropboxSignStage } from '../stages.fixture.js';

signingContract('Dropbox Sign', dropboxSignStage);
