import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../parts/words';
import type { Finding } from '../draft/server';
import classes from '../editor.module.css';

/** What is to be mended and to be checked, with what to do about it. */
export function Findings({ findings, onShow }: { findings: readonly Finding[]; onShow?: (finding: Finding) => void }) {
  const { t: e } = useTranslation('editor');
  const say = useSay();
  if (findings.length === 0) {
    return null;
  }
  return (
    <ul className={classes.findings} aria-label={e('findings')}>
      {findings.map((finding, at) => (
        <li key={at} data-severity={finding.severity}>
          <Text size="sm" fw={600}>
            {e(finding.severity === 'fault' ? 'findingFault' : 'findingWarning')}: {say(finding.what)}
          </Text>
          <Text size="sm">{say(finding.fix)}</Text>
          <Text size="xs" c="dimmed" lang="en">
            {finding.line !== null && `${finding.file}:${finding.line} `}
            {finding.detail}
          </Text>
          {onShow && (finding.step !== null || finding.line !== null) && (
            <button type="button" className={classes.plain} onClick={() => onShow(finding)}>
              {e('show')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
