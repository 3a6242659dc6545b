import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { messageQuery, shopQuery, useCustomerNames, useJourneyNames, type SendKey } from '../api/queries';
import { ChannelLabel, StateBadge } from '../parts/Badges';
import { Empty } from '../parts/Empty';
import { Facts } from '../parts/Facts';
import { SidePanel } from '../parts/SidePanel';
import { Loaded } from '../parts/Loaded';
import { useFormats, useReason, useSay } from '../parts/words';
import { Content } from './MessageView';

/** What one row of the ledger sent, beside the list that it stands in. */
export function MessageDrawer({ of, onClose }: { of: SendKey | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel opened={of !== null} onClose={onClose} title={t('message.title')}>
      {of !== null && <Message of={of} />}
    </SidePanel>
  );
}

function Message({ of }: { of: SendKey }) {
  const { t } = useTranslation();
  const say = useSay();
  const reason = useReason();
  const formats = useFormats();
  const names = useJourneyNames();
  const customers = useCustomerNames([of.customerId]);
  const days = useQuery(shopQuery).data?.keepMessagesDays ?? 0;
  const journeyId = of.enrollmentId.split(':')[0] ?? '';
  return (
    <Loaded query={useQuery(messageQuery(of))} rows={8}>
      {({ send, content }) => (
        <>
          <Facts
            facts={[
              [t('sends.columns.state'), <StateBadge key="state" state={send.state} />],
              send.reason !== null && [t('sends.columns.reason'), reason(send.reason)],
              [t('sends.columns.channel'), <ChannelLabel key="channel" channel={send.channel} />],
              [t('message.journey'), <Link key="journey" to="/journeys/$id" params={{ id: journeyId }}>{say(names(journeyId))}</Link>],
              [t('message.customer'), <Link key="customer" to="/customers/$id" params={{ id: of.customerId }} lang="ja">{customers(of.customerId)}</Link>],
              [t('message.due'), formats.instant(send.dueAt)],
              send.settledAt !== null && [t('message.settled'), formats.instant(send.settledAt)],
            ]}
          />
          <div style={{ marginTop: 20 }}>
            {content === null || content === undefined ? (
              <Empty icon="mail" title={t('message.gone')}>
                {t('message.goneText', { days })}
              </Empty>
            ) : (
              <Content channel={send.channel} content={content} />
            )}
          </div>
          {send.payloadHash !== null && (
            <Text size="xs" c="dimmed" mt="md" style={{ overflowWrap: 'anywhere' }}>
              {t('message.hash')}: {send.payloadHash}
            </Text>
          )}
        </>
      )}
    </Loaded>
  );
}
