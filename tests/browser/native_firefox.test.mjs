import cases, { prepareNative } from './cases_native.mjs';
import { Firefox } from './firefox.mjs';
import { suite } from './suite.mjs';

suite((hosts) => new Firefox(hosts), cases, prepareNative);
