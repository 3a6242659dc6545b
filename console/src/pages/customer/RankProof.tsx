import { Accordion, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { proofQuery } from '../../api/queries';
import type { Schemas } from '../../api/client';
import { Icon } from '../../parts/Icon';
import { Loaded } from '../../parts/Loaded';
import { Sheet } from '../../parts/Sheet';
import { useFormats, useSay } from '../../parts/words';
import classes from './customer.module.css';

/** Why a customer stands where they stand, and what leads on. */
export function RankProof({ id, ranks }: { id: string; ranks: readonly Schemas['CustomerRank'][] }) {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const query = useQuery(proofQuery(id));
  return (
    <Sheet title={t('customer.rank')}>
      <Loaded query={query}>
        {proof => {
          const held = ranks.find(r => r.model === proof.model);
          const notice = held?.notice;
          return (
            <>
              <Text className={classes.summary}>
                {say(proof.summary)}
                {held && (
                  <Text span size="sm" c="dimmed" ml="sm" fw={400}>
                    {t('customer.since', { day: formats.day(held.sinceOn) })}
                  </Text>
                )}
              </Text>
              <div className={classes.way}>
                <Icon name={proof.wayUp === null ? 'flag' : 'ranks'} />
                <Text fw={600}>{proof.wayUp === null ? t('customer.top') : say(proof.wayUp)}</Text>
              </div>
              {proof.lapsesOn !== null && (
                <Text size="sm" mt="xs">
                  {proof.lapsed ? t('customer.lapsedSince', { day: formats.day(proof.lapsesOn) }) : t('customer.lapses', { day: formats.day(proof.lapsesOn) })}
                </Text>
              )}
              {notice && (
                <Text size="sm" mt="xs">
                  {t('customer.notice', { day: formats.day(notice.dueOn), rank: say(proof.ranks.find(r => r.id === notice.toRank)?.name ?? { ja: notice.toRank, en: notice.toRank }) })}
                </Text>
              )}
              <Accordion variant="default" mt="sm" classNames={{ item: classes.proofItem ?? '', control: classes.proofControl ?? '' }}>
                <Accordion.Item value="proof">
                  <Accordion.Control>{t('customer.proof')}</Accordion.Control>
                  <Accordion.Panel>
                    {[...proof.ranks].reverse().map(rank => (
                      <Tried key={rank.id} rank={rank} />
                    ))}
                  </Accordion.Panel>
                </Accordion.Item>
              </Accordion>
            </>
          );
        }}
      </Loaded>
    </Sheet>
  );
}

function Tried({ rank }: { rank: Schemas['ProofRank'] }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className={classes.tried}>
      <h3>
        {say(rank.name)}
        <span data-holds={rank.holds ? '' : undefined}>{rank.holds ? t('customer.holds') : t('customer.fails')}</span>
      </h3>
      {rank.conditions.length === 0 && <Text size="sm">{t('customer.noConditions')}</Text>}
      <ul>
        {rank.conditions.map(c => (
          <li key={c.condition} data-holds={c.holds ? '' : undefined}>
            <Icon name={c.holds ? 'check' : 'cross'} size={16} />
            <span>
              {say(c.text)}
              <Text span size="sm" c="dimmed">
                {'　'}
                {t('customer.foundValue', { value: say(c.found) })}
                {c.missing !== null && `　${say(c.missing)}`}
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
