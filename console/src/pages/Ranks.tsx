import '../ranks/texts';
import { Button, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ranksQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { RankMark } from '../parts/Badges';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { Migration } from '../ranks/Migration';
import { Sizes } from './home/RankSizes';
import classes from './ranks.module.css';

const NewModel = lazy(() => import('../ranks/NewModel').then(module => ({ default: module.NewModel })));

export function Ranks() {
  const { t } = useTranslation();
  const { t: r } = useTranslation('ranks');
  const [isNew, setNew] = useState(false);
  const say = useSay();
  return (
    <PageFrame title={t('ranks.title')} lead={t('ranks.lead')} aside={<Button onClick={() => setNew(true)}>{r('new')}</Button>}>
      <Loaded query={useQuery(ranksQuery)} rows={10}>
        {({ models, countedAt }) => (
          <Tabs defaultValue={models[0]?.id ?? null} keepMounted={false}>
            <Tabs.List aria-label={t('ranks.model')} mb={20}>
              {models.map(m => (
                <Tabs.Tab key={m.id} value={m.id}>
                  {say(m.name)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {models.map(m => (
              <Tabs.Panel key={m.id} value={m.id}>
                <LinkButton to="/ranks/$id/edit" params={{ id: m.id }} variant="default" size="sm" ml={0} mb={16}>
                  {r('edit')}
                </LinkButton>
                <Model model={m} countedAt={countedAt} />
                <div style={{ marginTop: 20 }}>
                  <Migration model={m.id} />
                </div>
              </Tabs.Panel>
            ))}
          </Tabs>
        )}
      </Loaded>
      <Suspense fallback={null}>{isNew && <NewModel onClose={() => setNew(false)} />}</Suspense>
    </PageFrame>
  );
}

function Model({ model, countedAt }: { model: Schemas['RankModelBody']; countedAt: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  return (
    <div className={classes.model}>
      <Stack gap={14} component="ol" className={classes.ladder}>
        {model.ranks.map((rank, position) => (
          <li key={rank.id} className={classes.rank}>
            <div className={classes.head}>
              <RankMark position={position} count={model.ranks.length} />
              <h2>{say(rank.name)}</h2>
              {rank.current !== null && <Text className={classes.people}>{t('common.people', { count: (rank.current ?? 0) + (rank.lapsed ?? 0) })}</Text>}
            </div>
            {rank.conditions.length === 0 ? (
              <Text size="sm">{t('ranks.last')}</Text>
            ) : (
              <>
                <Text size="xs" c="dimmed">
                  {t('ranks.all')}
                </Text>
                <ul className={classes.conditions}>
                  {rank.conditions.map((c, at) => (
                    <li key={at}>{say(c)}</li>
                  ))}
                </ul>
              </>
            )}
            <Text size="xs" c="dimmed" mt={6}>
              {t('ranks.lapse', { count: rank.lapsedAfterDays })}
              {rank.revenueShare != null && `　${t('ranks.share', { share: formats.share(rank.revenueShare) })}`}
            </Text>
            {model.isMain && (
              <LinkButton to="/customers" search={{ rank: rank.id }} mt={4}>
                {t('ranks.seeCustomers', { rank: say(rank.name) })}
              </LinkButton>
            )}
          </li>
        ))}
      </Stack>
      <Stack gap={20}>
        {model.isInUse ? (
          <Sheet title={t('ranks.sizesOf', { model: say(model.name) })} lead={t('common.asOf', { time: formats.instant(countedAt) })}>
            <Sizes model={model} />
          </Sheet>
        ) : (
          <Sheet title={t('ranks.unused')}>
            <Text>{t('ranks.unusedText')}</Text>
          </Sheet>
        )}
        <Sheet title={t('journey.rules')}>
          <Text>{t('ranks.rise')}</Text>
          <Text mt={6}>{t(`ranks.demotion.${model.demotion}`, { days: model.graceDays ?? 0 })}</Text>
        </Sheet>
      </Stack>
    </div>
  );
}
