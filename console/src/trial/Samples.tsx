import { Accordion, Group, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCustomerNames } from '../api/queries';
import { LinkButton } from '../parts/LinkButton';
import { Sheet } from '../parts/Sheet';
import { useFormats, useReason } from '../parts/words';
import { newIn, samplesOf, triedOf, type Sides } from './figures';
import type { Names } from './names';
import classes from './trial.module.css';

type Messages = readonly Schemas['BackTestMessageItem'][];

/** Customers who would have got something, and all that each would have got. */
export function Samples({ of, names }: { of: Sides; names: Names }) {
  const { t } = useTranslation('trial');
  const samples = useMemo(() => samplesOf(of), [of]);
  const name = useCustomerNames(samples.map(s => s.customer));
  const tried = triedOf(of);
  return (
    <Sheet title={t('samples')} lead={t('samplesLead')} flush>
      <Accordion chevronPosition="left" classNames={{ label: classes.label }}>
        {samples.map(({ customer, paths }) => (
          <Accordion.Item key={customer} value={customer}>
            <Accordion.Control>
              <Group gap="sm">
                <span lang="ja">{name(customer)}</span>
                <Text span size="sm" c="dimmed">
                  {tried.map(side => `${t(`side.${side}`)} ${t('messages', { count: (paths[side] ?? []).filter(m => m.state === 'sent').length })}`).join('・')}
                </Text>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <div className={classes.paths}>
                {tried.map(side => (
                  <section key={side}>
                    {tried.length > 1 && <Title order={3}>{t(`side.${side}`)}</Title>}
                    {paths[side] === undefined ? <Text size="sm">{t('notThere')}</Text> : <Path messages={paths[side]} other={paths[side === 'drafts' ? 'published' : 'drafts']} names={names} />}
                  </section>
                ))}
              </div>
              <LinkButton to="/customers/$id" params={{ id: customer }}>
                {t('open')}
              </LinkButton>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Sheet>
  );
}

/** @param other the same customer's path on the other side, as far as it is known. */
function Path({ messages, other, names }: { messages: Messages; other: Messages | undefined; names: Names }) {
  const different = newIn(messages, other);
  const { t } = useTranslation('trial');
  const { t: shell } = useTranslation();
  const formats = useFormats();
  const reason = useReason();
  const became = (m: Schemas['BackTestMessageItem']) =>
    m.state === 'sent' ? t('went', { channel: shell(`channel.${m.channel}`) }) : m.reason ? `${shell(`sendState.${m.state}`)}: ${reason(m.reason)}` : t('waiting');
  return (
    <ol className={classes.path}>
      {messages.map((m, at) => (
        <li key={at} data-state={m.state}>
          <Text size="sm" c="dimmed">
            {formats.day(m.day)}
            {different.has(at) && <span className={classes.different}>{t('different')}</span>}
          </Text>
          <Text lang="ja">{names.step(m.journey, m.step)}</Text>
          <Text size="sm">
            {became(m)}
            <span className={classes.journey}>{names.journey(m.journey)}</span>
          </Text>
        </li>
      ))}
    </ol>
  );
}
