import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { ChannelLabel } from '../../parts/Badges';
import { Icon, type IconName } from '../../parts/Icon';
import { useSay } from '../../parts/words';
import classes from './journey.module.css';
import type { PlanNode } from './plan';
import { useWhen } from './When';

type Plan = Schemas['JourneyPlanBody'];

const icons: Record<Schemas['JourneyStepKind'], IconName> = { send: 'mail', wait: 'wait', 'wait-for': 'hand', branch: 'branch', split: 'split', tag: 'tag', webhook: 'plug', exit: 'exit' };

/** The steps in order, each with when, what and by which means; ways that part stand beneath their step. */
export function StepList({ nodes, plan, onOpen }: { nodes: readonly PlanNode[]; plan: Plan | undefined; onOpen: (messageId: string) => void }) {
  const when = useWhen();
  return (
    <ol className={classes.steps}>
      {nodes.map(node => (
        <li key={node.step.id} className={classes.step} data-kind={node.step.kind}>
          <span className={classes.mark}>
            <Icon name={node.step.kind === 'send' && node.step.channels[0] === 'line' ? 'line' : icons[node.step.kind]} size={18} />
          </span>
          <div className={classes.body}>
            <Text size="sm" c="dimmed" className={classes.when}>
              {when(node.step)}
            </Text>
            <What node={node} plan={plan} onOpen={onOpen} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function What({ node, plan, onOpen }: { node: PlanNode; plan: Plan | undefined; onOpen: (messageId: string) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const { step, arms } = node;
  const words = plan?.steps.find(s => s.id === step.id);
  switch (step.kind) {
    case 'send': {
      const id = step.messageId ?? '';
      return (
        <>
          <button type="button" className={classes.message} onClick={() => onOpen(id)} lang="ja">
            {plan?.messages.find(m => m.messageId === id && m.subject !== null)?.subject ?? id}
          </button>
          <Text size="sm" component="div" className={classes.means}>
            {step.channels.map((channel, at) => (
              <span key={channel}>
                {at > 0 && <span className={classes.or}>{t('journey.or')}</span>}
                <ChannelLabel channel={channel} />
              </span>
            ))}
            {words?.expires != null && <span className={classes.note}>{t('journey.expires', { time: say(words.expires) })}</span>}
          </Text>
        </>
      );
    }
    case 'wait':
      return <Text>{t('journey.waits')}</Text>;
    case 'webhook':
      return <Text>{t('journey.tells', { name: step.messageId ?? '' })}</Text>;
    case 'exit':
      return <Text>{t('journey.exits')}</Text>;
    case 'tag':
      return (
        <Text>
          {[
            words && words.addsTags.length > 0 ? t('journey.tags.add', { tags: words.addsTags.join('、') }) : '',
            words && words.removesTags.length > 0 ? t('journey.tags.remove', { tags: words.removesTags.join('、') }) : '',
          ]
            .filter(Boolean)
            .join(' ')}
        </Text>
      );
    case 'wait-for':
    case 'branch':
    case 'split':
      return (
        <>
          <Text fw={600}>{words?.awaits != null ? say(words.awaits) : t(step.kind === 'split' ? 'journey.splits' : 'journey.branches')}</Text>
          <div className={classes.arms}>
            {(words?.arms ?? arms.map(() => null)).map((name, at) => (
              <section key={at} className={classes.arm}>
                <h3>{name === null ? t('journey.arm', { number: at + 1 }) : say(name)}</h3>
                {(arms[at] ?? []).length === 0 ? (
                  <Text size="sm" c="dimmed">
                    {t('journey.emptyArm')}
                  </Text>
                ) : (
                  <StepList nodes={arms[at] ?? []} plan={plan} onOpen={onOpen} />
                )}
              </section>
            ))}
          </div>
        </>
      );
  }
}
