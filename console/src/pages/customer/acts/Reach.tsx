import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { Dialog } from '../../../editor/Dialog';
import { ChannelLabel } from '../../../parts/Badges';
import { Loaded } from '../../../parts/Loaded';
import { Sheet } from '../../../parts/Sheet';
import { useFormats } from '../../../parts/words';
import { ActForm } from './ActForm';
import { lift, reachQuery, suppress, type Channel } from './server';

/** Whether anything may be sent, by channel; and a person's own say in it. */
export function Reach({ customer, mayAct }: { customer: string; mayAct: boolean }) {
  const { t } = useTranslation('acts');
  const common = useTranslation().t;
  const [asked, setAsked] = useState<{ channel: Channel; isStopped: boolean } | null>(null);
  const channel = asked === null ? '' : common(`channel.${asked.channel}`);
  return (
    <Sheet title={t('reach.title')}>
      <Loaded query={useQuery(reachQuery(customer))} rows={2}>
        {({ channels }) => (
          <Stack gap="sm">
            {channels.map(one => (
              <One key={one.channel} one={one} mayAct={mayAct} onAsk={isStopped => setAsked({ channel: one.channel as Channel, isStopped })} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Dialog opened={asked !== null} title={t(asked?.isStopped ? 'reach.liftTitle' : 'reach.stopTitle', { channel })} onClose={() => setAsked(null)}>
        {asked !== null && (
          <ActForm
            customer={customer}
            save={t(asked.isStopped ? 'reach.lift' : 'reach.open')}
            act={act => (asked.isStopped ? lift : suppress)(customer, asked.channel, act)}
            onClose={() => setAsked(null)}
          >
            {t(asked.isStopped ? 'reach.liftText' : 'reach.stopText')}
          </ActForm>
        )}
      </Dialog>
    </Sheet>
  );
}

function One({ one, mayAct, onAsk }: { one: Schemas['ChannelReach']; mayAct: boolean; onAsk: (isStopped: boolean) => void }) {
  const { t } = useTranslation('acts');
  const common = useTranslation().t;
  const formats = useFormats();
  const channel = common(`channel.${one.channel}`);
  const day = one.stoppedAt === null ? '' : formats.day(formats.dayOf(one.stoppedAt));
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <ChannelLabel channel={one.channel} />
        <Text size="sm">{one.stopped !== null ? t(`reach.stopped.${one.stopped}`) : t(one.hasAddress ? 'reach.reaches' : 'reach.noAddress')}</Text>
        {one.stopped !== null && (
          <Text size="xs" c="dimmed">
            {one.by === null ? t('reach.since', { day }) : t('reach.byWhom', { name: one.by, day, why: one.why ?? '' })}
            {!one.canLift && `　${t('reach.notOurs')}`}
          </Text>
        )}
      </div>
      {mayAct && one.stopped === null && one.hasAddress && (
        <Button variant="default" size="compact-sm" aria-label={t('reach.stopLabel', { channel })} onClick={() => onAsk(false)}>
          {t('reach.open')}
        </Button>
      )}
      {mayAct && one.canLift && (
        <Button variant="default" size="compact-sm" aria-label={t('reach.liftLabel', { channel })} onClick={() => onAsk(true)}>
          {t('reach.lift')}
        </Button>
      )}
    </Group>
  );
}
