import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ranksQuery, shopQuery, titleOf } from '../api/queries';
import { useFormats, useLocale, useSay } from '../parts/words';
import { useWhen } from '../pages/journey/When';
import { templatesQuery } from './draft/server';
import { journeyOf, type Arm, type Journey, type Step } from './model/journey';
import { contentOf } from './text/file';
import { isMap, type Json } from './text/json';

/** What a journey says, in the words of a shop, while it is being written: also where it is not whole yet. */
export interface Words {
  name: string;
  trigger: string;
  who: string;
  title(step: Step): string;
  when(step: Step): string;
  means(step: Step): string;
  arm(step: Step, arm: Arm | null, number: number): string;
  message(id: string): string;
  channels(channels: readonly string[]): string;
}

export function listOf(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);
}

export function textOf(value: Json | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

export function useWords(id: string, journey: Journey): Words {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  const when = useWhen();
  const locale = useLocale();
  const formats = useFormats();
  const titles = useMessageWords();
  const ranks = useRankWords(journey);

  const length = (value: Json | undefined) => {
    const days = /^(\d+)d$/.exec(textOf(value));
    return days ? e('days', { count: Number(days[1]) }) : when({ after: textOf(value), at: null }).replace(/後$/, '');
  };
  const awaited = (says: Json | undefined) => (isMap(says) && says['type'] === 'event' ? e('event', { name: textOf(says['event']) }) : e('order'));
  const channels = (of: readonly string[]) => {
    const [first, second] = of.map(channel => (channel === 'email' || channel === 'line' ? t(`channel.${channel}`) : channel));
    return second === undefined ? e('send.only', { first: first ?? '' }) : e('send.both', { first: first ?? '', second });
  };
  const send = (step: Step) => (isMap(step.says['send']) ? step.says['send'] : {});

  function title(step: Step): string {
    const says = step.says;
    switch (step.kind) {
      case 'send':
        return titles(textOf(send(step)['message']));
      case 'wait-for':
        return e('wait', { what: awaited(says['waitFor']), time: length(isMap(says['waitFor']) ? says['waitFor']['timeout'] : undefined) });
      case 'tag': {
        const tag = isMap(says['tag']) ? says['tag'] : {};
        const [add, remove] = [listOf(tag['add']), listOf(tag['remove'])];
        return [add.length > 0 && t('journey.tags.add', { tags: add.join('、') }), remove.length > 0 && t('journey.tags.remove', { tags: remove.join('、') })].filter(Boolean).join(' ');
      }
      case 'webhook':
        return t('journey.tells', { name: textOf(says['webhook']) });
      case 'wait':
        return t('journey.waits');
      case 'branch':
        return t('journey.branches');
      case 'split':
        return t('journey.splits');
      case 'exit':
        return t('journey.exits');
      case 'other':
        return e('other');
    }
  }

  function arm(step: Step, of: Arm | null, number: number): string {
    switch (of?.kind) {
      case undefined:
        return e('none');
      case 'then':
      case 'else':
      case 'otherwise':
        return e(of.kind);
      case 'when':
        return conditionText(of.says['when']) || e('branch.number', { number: number + 1 });
      case 'split': {
        const weights = step.arms.map(a => Number(a.says['weight'] ?? 1));
        const sum = weights.reduce((all, weight) => all + weight, 0);
        const share = formats.share(sum > 0 ? (weights[number] ?? 0) / sum : 0);
        return e(of.steps.length === 0 ? 'holdoutArm' : 'arm', { id: textOf(of.says['id']), share });
      }
    }
  }

  function conditionText(condition: Json | undefined): string {
    if (!isMap(condition)) {
      return '';
    }
    const half = textOf(condition['half']);
    const attributes = isMap(condition['attribute']) ? Object.entries(condition['attribute']).map(([key, value]) => `${key} = ${textOf(value)}`) : [];
    return [ranks(listOf(condition['rank']), condition['model']), half === 'current' || half === 'lapsed' ? t(`half.${half}`) : '', ...listOf(condition['fact']), ...attributes].filter(Boolean).join(locale === 'ja' ? '、' : ', ');
  }

  const trigger = isMap(journey.says['trigger']) ? journey.says['trigger'] : {};
  const gate = isMap(journey.says['rank']) ? journey.says['rank'] : {};
  const half = textOf(gate['half']);
  const name = journey.says['name'];
  const triggerText = () => {
    const type = textOf(trigger['type']);
    if (type === 'order') {
      return e('orderTrigger', { nth: nthText(trigger['nth'], e) });
    }
    const days = type === 'lapsed' ? ` ${e('days', { count: Number(trigger['days'] ?? 0) })}` : '';
    return type === '' ? '' : t(`journeys.trigger.${type as 'lapsed'}`) + days;
  };
  return {
    name: isMap(name) ? textOf(name[locale] ?? name['ja']) : textOf(name) || id,
    trigger: triggerText(),
    who: [ranks(listOf(gate['in']), gate['model']) || t('journeys.anyone'), half === 'current' || half === 'lapsed' ? e('bracket', { text: t(`half.${half}`) }) : ''].join(''),
    title,
    when: step => (step.says['after'] === undefined ? t('journey.atOnce') : when({ after: textOf(step.says['after']), at: textOf(step.says['at']) || null })),
    means: step => (step.kind === 'send' ? channels(listOf(send(step)['channel'])) : ''),
    arm,
    message: titles,
    channels,
  };
}

/** What messages are called, drafts included: the subject of the e-mail, else the message's id. */
export function useMessageWords(): (id: string) => string {
  const files = useQuery(templatesQuery).data;
  const shop = useQuery(shopQuery).data?.name ?? '';
  return id => titleOf(files?.find(f => f.kind === 'email' && f.name === id)?.title?.ja ?? id, shop);
}

export function nthText(nth: Json | undefined, e: TFunction<'editor'>): string {
  const [, number, further] = /^(\d+)(\+?)$/.exec(textOf(nth)) ?? [];
  return number === undefined ? e('every') : e(further === '+' ? 'nthFrom' : 'nthOne', { count: Number(number) });
}

/** Names of ranks: of the model that is named, else of the journey's, else of the shop's. */
export function useRankWords(journey: Journey): (ids: readonly string[], model?: Json) => string {
  const say = useSay();
  const models = useModel(journey);
  return (ids, model) => ids.map(id => say(models(model)?.ranks.find(r => r.id === id)?.name ?? { ja: id, en: id })).join('・');
}

export function useModel(journey: Journey) {
  const models = useQuery(ranksQuery).data?.models;
  const shops = useQuery(shopQuery).data?.rankModel;
  const gate = journey.says['rank'];
  return (named?: Json) => models?.find(m => m.id === (textOf(named) || (isMap(gate) ? textOf(gate['model']) : '') || shops));
}

/** As its file says it; empty where the file cannot be read. */
export function nameIn(text: string, locale: 'ja' | 'en'): string {
  const content = contentOf(text);
  const journey = content.isWhole ? journeyOf(content.value) : null;
  const name = journey !== null && 'steps' in journey ? journey.says['name'] : undefined;
  return isMap(name) ? textOf(name[locale] ?? name['ja']) : textOf(name);
}
