import { Firefox } from './firefox.mjs';
import { suite } from './suite.mjs';

suite((hosts) => new Firefox(hosts));
