import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/Icon';
import { stepIcons } from './canvas/Nodes';
import { Dialog } from './Dialog';
import classes from './editor.module.css';
import type { NewStep } from './model/actions';

const kinds: readonly NewStep[] = ['send', 'wait', 'wait-for', 'branch', 'split', 'tag', 'webhook', 'exit'];

/** What can be put into a journey. */
export function AddStep({ opened, onClose, onAdd }: { opened: boolean; onClose: () => void; onAdd: (kind: NewStep) => void }) {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  return (
    <Dialog opened={opened} title={e('addTitle')} onClose={onClose}>
      <div className={classes.kinds}>
        {kinds.map(kind => (
          <button key={kind} type="button" className={classes.kind} onClick={() => onAdd(kind)}>
            <Icon name={stepIcons[kind]} />
            {t(`journey.step.${kind}`)}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
