import { daySuite } from './cases_day.mjs';
import { Firefox } from './firefox.mjs';

daySuite((hosts) => new Firefox(hosts));
