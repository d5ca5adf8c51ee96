import { stopHosts } from './child-setup.mjs';

export default stopHosts;
