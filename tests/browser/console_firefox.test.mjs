import { consoleSuite } from './cases_console.mjs';
import { Firefox } from './firefox.mjs';

consoleSuite(new Firefox([]));
