import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

/** What an arm is called. */
export function useArmName(): (id: string, arms?: readonly Schemas['ExperimentArmItem'][]) => string {
  const { t } = useTranslation('results');
  return (id, arms = []) => {
    const version = /^v(\d+)$/.exec(id);
    if (id === 'sent' || id === 'holdout') {
      return t(`arm.${id}`);
    }
    return version ? t('arm.version', { version: version[1] ?? '' }) : arms.find(a => a.id === id)?.holdout === true ? t('arm.of', { id }) : id;
  };
}
