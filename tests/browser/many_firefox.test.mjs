import cases, { prepareMany } from './cases_many.mjs';
import { Firefox } from './firefox.mjs';
import { suite } from './suite.mjs';

suite((hosts) => new Firefox(hosts), cases, prepareMany);
