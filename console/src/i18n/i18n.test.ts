import { describe, expect, it } from 'vitest';
import { en as enShell } from './en';
import { charts as enCharts } from './en/charts';
import { acts as enActs } from './en/acts';
import { calendar as enCalendar } from './en/calendar';
import { configuration as enConfiguration } from './en/configuration';
import { creating as enCreating } from './en/creating';
import { editor as enEditor } from './en/editor';
import { messages as enMessages } from './en/messages';
import { publish as enPublish } from './en/publish';
import { results as enResults } from './en/results';
import { trial as enTrial } from './en/trial';
import { ranks as enRanks } from './en/ranks';
import { ja as jaShell } from './ja';
import { charts as jaCharts } from './ja/charts';
import { acts as jaActs } from './ja/acts';
import { calendar as jaCalendar } from './ja/calendar';
import { configuration as jaConfiguration } from './ja/configuration';
import { creating as jaCreating } from './ja/creating';
import { editor as jaEditor } from './ja/editor';
import { messages as jaMessages } from './ja/messages';
import { publish as jaPublish } from './ja/publish';
import { results as jaResults } from './ja/results';
import { trial as jaTrial } from './ja/trial';
import { ranks as jaRanks } from './ja/ranks';

const ja = { ...jaShell, editor: jaEditor, publish: jaPublish, messages: jaMessages, charts: jaCharts, trial: jaTrial, acts: jaActs, creating: jaCreating, rankEditor: jaRanks, results: jaResults, calendar: jaCalendar, configuration: jaConfiguration };
const en = { ...enShell, editor: enEditor, publish: enPublish, messages: enMessages, charts: enCharts, trial: enTrial, acts: enActs, creating: enCreating, rankEditor: enRanks, results: enResults, calendar: enCalendar, configuration: enConfiguration };

function leaves(of: object, at = ''): [string, string][] {
  return Object.entries(of).flatMap(([key, value]: [string, unknown]) => (typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : leaves(value as object, `${at}${key}.`)));
}

const fields = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(m => m[1]))].sort();

describe('the two languages', () => {
  const english = new Map(leaves(en));

  it('have the same texts', () => {
    expect(leaves(ja).map(([key]) => key)).toEqual(leaves(en).map(([key]) => key));
  });

  it.each(leaves(ja))('have the same fields in %s', (key, text) => {
    expect(fields(english.get(key) ?? '')).toEqual(fields(text));
  });

  it('say something everywhere', () => {
    expect(leaves(ja).concat(leaves(en)).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('keep to the glossary', () => {
    const wrong = leaves(ja).filter(([, text]) => /キャンペーン|ユーザー(?!ID)|コンタクト|フロー(?!ズ)|ノード/.test(text));
    expect(wrong).toEqual([]);
  });
});
