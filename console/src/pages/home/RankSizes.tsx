import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ranksQuery } from '../../api/queries';
import type { Schemas } from '../../api/client';
import { LinkButton } from '../../parts/LinkButton';
import { Loaded } from '../../parts/Loaded';
import { Sheet } from '../../parts/Sheet';
import { useFormats, useSay } from '../../parts/words';
import classes from './home.module.css';
import parts from '../../parts/parts.module.css';

/** The shop's own ranks with their halves, and the best rank's share against the yardstick. */
export function RankSizes() {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const query = useQuery(ranksQuery);
  const main = query.data?.models.find(m => m.isMain);
  const total = main?.ranks.reduce((sum, r) => sum + (r.current ?? 0) + (r.lapsed ?? 0), 0) ?? 0;
  return (
    <Sheet
      title={t('home.ranks.title')}
      {...(main ? { lead: t('home.ranks.lead', { model: say(main.name), total: t('common.people', { count: total }) }) } : {})}
      aside={query.data && <Text size="xs" c="dimmed">{t('common.asOf', { time: formats.time(query.data.countedAt) })}</Text>}
    >
      <Loaded query={query} rows={6}>
        {({ models }) => {
          const shown = models.find(m => m.isMain) ?? models[0];
          return shown ? <Sizes model={shown} /> : null;
        }}
      </Loaded>
      <LinkButton to="/ranks" mt="md">
        {t('home.ranks.open')}
      </LinkButton>
    </Sheet>
  );
}

export function Sizes({ model }: { model: Schemas['RankModelBody'] }) {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const most = Math.max(1, ...model.ranks.map(r => (r.current ?? 0) + (r.lapsed ?? 0)));
  const best = model.ranks[0];
  return (
    <>
      <div className={parts.legend} aria-hidden="true" style={{ marginBottom: 4 }}>
        <span>
          <i style={{ background: 'var(--current)' }} />
          {t('half.current')}
        </span>
        <span>
          <i style={{ background: 'var(--lapsed)' }} />
          {t('half.lapsed')}
        </span>
      </div>
      {model.ranks.map(rank => (
        <div key={rank.id} className={classes.rankRow}>
          {model.isMain ? (
            <Link to="/customers" search={{ rank: rank.id }} className={classes.rankLink}>
              {say(rank.name)}
            </Link>
          ) : (
            <Text fw={600}>{say(rank.name)}</Text>
          )}
          <span className={classes.rankBar} aria-hidden="true">
            <i style={{ width: `${((rank.current ?? 0) / most) * 100}%`, background: 'var(--current)' }} />
            {(rank.lapsed ?? 0) > 0 && <i style={{ width: `${((rank.lapsed ?? 0) / most) * 100}%`, background: 'var(--lapsed)' }} />}
          </span>
          <Text size="sm" className={classes.count}>
            {t('half.current')} {formats.count(rank.current ?? 0)}・{t('half.lapsed')} {formats.count(rank.lapsed ?? 0)}
          </Text>
        </div>
      ))}
      {best?.revenueShare != null && (
        <div className={classes.yardstick}>
          <div>
            <Text fw={650} fz={22} lh={1.2} className={classes.count}>
              {formats.share(best.revenueShare)}
            </Text>
            <Text size="xs" c="dimmed">
              {t('home.ranks.yardstick')}
            </Text>
          </div>
          <span className={classes.yardstickBar} role="img" aria-label={`${t('home.ranks.yardstick')} ${formats.share(best.revenueShare)}、${t('ranks.top80')}`}>
            <i style={{ width: `${best.revenueShare * 100}%` }} />
            <b />
            <small>{t('ranks.top80')}</small>
          </span>
        </div>
      )}
      {best?.revenueShare != null && (
        <Text size="xs" c="dimmed" mt={10}>
          {t('home.ranks.yardstickText', { rank: say(best.name) })}
        </Text>
      )}
    </>
  );
}
