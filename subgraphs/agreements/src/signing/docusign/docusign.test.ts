import { signingContract } from '../contract.fixture.js';
import { docusignStage } from '../stages.fixture.js';

signingContract('DocuSign', docusignStage);
