import { people } from './en/people';
import { shell } from './en/shell';
import { work } from './en/work';
import type { ja } from './ja';

/** Every text of the console in English. */
export const en: typeof ja = { ...shell, ...people, ...work };
