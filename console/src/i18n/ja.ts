import { people } from './ja/people';
import { shell } from './ja/shell';
import { work } from './ja/work';

/** Every text of the console in Japanese. English has the same keys (a test compares them). */
export const ja = { ...shell, ...people, ...work };
