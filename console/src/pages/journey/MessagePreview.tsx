import { Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { LineTalk, WithFields } from '../../message/MessageView';
import message from '../../message/message.module.css';
import { Facts } from '../../parts/Facts';
import { SidePanel } from '../../parts/SidePanel';

/** What a message says on each channel, with its merge fields marked. */
export function MessagePreview({ of, messages, onClose }: { of: string | null; messages: readonly Schemas['PlanMessage'][]; onClose: () => void }) {
  const { t } = useTranslation();
  const shown = messages.filter(m => m.messageId === of);
  return (
    <SidePanel opened={of !== null} onClose={onClose} title={t('journey.preview')}>
      <Text size="sm" c="dimmed" mb="md">
        {t('journey.previewHint')}
      </Text>
      {shown.length === 0 ? (
        <Text>{t('journey.noText')}</Text>
      ) : (
        <Tabs defaultValue={shown[0]!.channel} keepMounted={false}>
          <Tabs.List aria-label={t('journey.means')}>
            {shown.map(m => (
              <Tabs.Tab key={m.channel} value={m.channel}>
                {t(`channel.${m.channel}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {shown.map(m => (
            <Tabs.Panel key={m.channel} value={m.channel} pt="md">
              {m.lineMessages != null ? (
                <LineTalk messages={m.lineMessages} />
              ) : (
                <>
                  <Facts
                    facts={[
                      [t('journey.subject'), <span key="subject" lang="ja"><WithFields text={m.subject ?? ''} /></span>],
                      m.preheader !== null && [t('journey.preheader'), <span key="preheader" lang="ja"><WithFields text={m.preheader} /></span>],
                    ]}
                  />
                  <p className={message.markdown} lang="ja" style={{ marginTop: 14 }}>
                    <WithFields text={m.markdown ?? ''} />
                  </p>
                </>
              )}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </SidePanel>
  );
}
